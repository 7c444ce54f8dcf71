import type { Fact, StatusFact } from "../../protocol/facts.ts";
import { ignored } from "../ignored.ts";
import { asId, asText } from "../json.ts";
import { deliveryError } from "./errors.ts";
import { type Params } from "./params.ts";

/** The parameter of our own in a callback's address that names our message (see `send.ts`). */
export const messageParam = "message";

/** A status callback: how far one of our messages has come. Twilio gives no time: that of the receipt is the nearest. */
export function readStatus(params: Params, id: string, receivedAt: string): Fact {
  const word = params.text("MessageStatus") || params.text("SmsStatus");
  const status = statusOf(word);
  if (status === null) return ignored(`status: ${word || "unknown"}`, id);
  return {
    fact: "status",
    providerId: id,
    messageId: asId(params.text(messageParam)),
    status,
    at: receivedAt,
    error: status === "failed" ? errorOf(params, word) : null,
  };
}

/** Twilio has taken a message that it queues: as with its answer to the send, that is `sent` to an agent. */
function statusOf(word: string): StatusFact["status"] | null {
  switch (word) {
    case "accepted":
    case "scheduled":
    case "queued":
    case "sending":
    case "sent":
      return "sent";
    case "delivered":
    case "read":
      return word;
    case "undelivered":
    case "failed":
    case "canceled":
      return "failed";
    default:
      return null;
  }
}

function errorOf(params: Params, word: string) {
  const code = params.text("ErrorCode");
  return deliveryError(asId(code) ?? word, asText(params.text("ErrorMessage")) || `Twilio says: ${word}.`);
}
