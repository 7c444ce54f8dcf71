import type { DeliveryError } from "../../protocol/records.ts";
import { type CodeTable, errorInWords, type Meaning, meaningIn } from "../verdict.ts";

/**
 * What Twilio's codes mean for an SMS (Twilio, "Error and warning dictionary", 2026), both in the answer to a send and
 * in a status callback. In our words: Twilio's own speak to developers.
 */
const account = "Check the account SID and the auth token in Settings → Channels.";
const again = "It is tried again by itself.";
const wrongNumber = "Check the customer's number, with its country code.";

const meanings: CodeTable = {
  20003: { what: "stop", message: "Twilio does not accept the credentials.", advice: account },
  20005: { what: "stop", message: "The Twilio account is not active.", advice: "See the Twilio console." },
  20404: { what: "stop", message: "There is no such Twilio account.", advice: account },
  21603: { what: "stop", message: "The sender's number is missing.", advice: "Connect the number again." },
  21606: {
    what: "stop",
    message: "The sender's number is not the account's, or cannot send SMS.",
    advice: "Check the number in the Twilio console.",
  },
  21659: {
    what: "stop",
    message: "The sender is no number of this account.",
    advice: "Check it in the Twilio console.",
  },
  30002: { what: "stop", message: "The Twilio account is suspended.", advice: "See the Twilio console." },
  30034: {
    what: "stop",
    message: "The number is not registered for messages to the United States (A2P 10DLC).",
    advice: "Register the number's campaign in the Twilio console.",
  },
  63038: {
    what: "stop",
    message: "The account's daily limit is reached.",
    advice: "Raise it, or wait until tomorrow.",
  },

  14107: { what: "retry", message: "Too many messages in a short time.", advice: again },
  20429: { what: "retry", message: "Too many requests in a short time.", advice: again },
  20500: { what: "retry", message: "Twilio has an internal error.", advice: again },
  20503: { what: "retry", message: "Twilio is not available.", advice: again },
  21611: { what: "retry", message: "Too many messages are waiting for this number at Twilio.", advice: again },
  30001: { what: "retry", message: "Too many messages are waiting at Twilio.", advice: again },

  21211: { what: "fail", message: "This is no valid number.", advice: wrongNumber },
  21408: {
    what: "fail",
    message: "The account may not send to this country.",
    advice: "Switch the country on in the Twilio console under Geo permissions.",
  },
  21602: { what: "fail", message: "The message is empty.", advice: null },
  21604: { what: "fail", message: "There is no recipient.", advice: wrongNumber },
  21609: {
    what: "fail",
    message: "Twilio cannot reach this deployment for status reports.",
    advice: "PUBLIC_URL must be an address that the internet can reach.",
  },
  21610: {
    what: "fail",
    message: "The customer has opted out with STOP.",
    advice: "Nothing can be sent before they write START.",
  },
  21612: { what: "fail", message: "This number cannot be reached from the sender's.", advice: "Try another channel." },
  21614: { what: "fail", message: "This is no mobile number.", advice: "Try another channel." },
  21617: { what: "fail", message: "The message is over 1,600 characters.", advice: "Shorten it or send it in parts." },
  21620: { what: "fail", message: "The address of a file is not valid.", advice: "Send the file again." },
  21623: { what: "fail", message: "A file is too large.", advice: "Send a smaller one." },
  30003: { what: "fail", message: "The phone is off or out of reach.", advice: "Try again later." },
  30004: { what: "fail", message: "The recipient has blocked the message.", advice: "Try another channel." },
  30005: { what: "fail", message: "The number does not exist or is no longer in service.", advice: wrongNumber },
  30006: { what: "fail", message: "A landline, or a carrier that cannot be reached.", advice: "Try another channel." },
  30007: {
    what: "fail",
    message: "The carrier filtered the message as spam.",
    advice: "Write it without short links and promises, or register the sender in the Twilio console.",
  },
  30008: { what: "fail", message: "The carrier did not deliver it and gave no reason.", advice: "Try again later." },
  30019: { what: "fail", message: "The file is too large for the carrier.", advice: "Send a smaller one." },
  63016: { what: "fail", message: "Outside the window this needs a template.", advice: "Try another channel." },
};

/** What follows from a code; null when the table does not have it. */
export function meaningOf(code: string): Meaning | null {
  return meaningIn(meanings, code);
}

/** A code as an agent sees it. */
export function deliveryError(code: string, message: unknown): DeliveryError {
  return errorInWords("Twilio", code, message, meaningOf(code));
}
