import type { DeliveryError } from "../../protocol/records.ts";
import { type CodeTable, type Meaning, meaningIn, messageLength } from "../verdict.ts";

/**
 * What a refusal means, whoever says it: another mail server in a bounce (RFC 3463 status codes), Cloudflare's Email
 * Service (`E_…`, "Workers API: Error codes", 2026), or an HTTP API (Resend, "Errors", 2026).
 */
const again = "It is tried again by itself.";
const key = "Check the API key of the mail service in the deployment's settings.";
const domain = "Verify the sender's domain with the mail service; docs/deploy.md says how.";
const wrongAddress = "Check the customer's address, or try another channel.";

const meanings: CodeTable = {
  E_SENDER_NOT_VERIFIED: { what: "stop", message: "The sender's domain is not verified.", advice: domain },
  E_SENDER_DOMAIN_NOT_AVAILABLE: { what: "stop", message: "The sender's domain cannot send mail.", advice: domain },
  E_RATE_LIMIT_EXCEEDED: { what: "retry", message: "Too many mails in a short time.", advice: again },
  E_DAILY_LIMIT_EXCEEDED: { what: "retry", message: "The account's daily limit is reached.", advice: again },
  E_INTERNAL_SERVER_ERROR: { what: "retry", message: "The mail service has an internal error.", advice: again },
  E_RECIPIENT_NOT_ALLOWED: {
    what: "fail",
    message: "This deployment may not send to this address.",
    advice: "Allow the address in the send_email binding, or verify it with Cloudflare.",
  },
  E_RECIPIENT_SUPPRESSED: {
    what: "fail",
    message: "Mail to this address bounced before, or was reported as spam.",
    advice: "Ask the customer over another channel, then take the address off the suppression list.",
  },
  E_TOO_MANY_RECIPIENTS: { what: "fail", message: "There are too many recipients.", advice: "Send to fewer." },
  E_TOO_MANY_ATTACHMENTS: { what: "fail", message: "There are too many files.", advice: "Send fewer at once." },
  E_CONTENT_TOO_LARGE: {
    what: "fail",
    message: "The mail is too large with its files.",
    advice: "Send smaller files, or fewer at once.",
  },
  E_DELIVERY_FAILED: { what: "fail", message: "The other mail server does not take the mail.", advice: wrongAddress },

  missing_api_key: { what: "stop", message: "The mail service got no API key.", advice: key },
  invalid_api_key: { what: "stop", message: "The mail service does not accept the API key.", advice: key },
  restricted_api_key: { what: "stop", message: "The API key may not send mail.", advice: key },
  invalid_from_address: {
    what: "stop",
    message: "The mail service does not take the sender's address.",
    advice: domain,
  },
  validation_error: {
    what: "fail",
    message: "The mail service refuses the mail.",
    advice: "Check the customer's address, the subject and the files.",
  },
  rate_limit_exceeded: { what: "retry", message: "Too many mails in a short time.", advice: again },
  daily_quota_exceeded: { what: "retry", message: "The account's daily limit is reached.", advice: again },
  monthly_quota_exceeded: { what: "retry", message: "The account's monthly limit is reached.", advice: again },
  internal_server_error: { what: "retry", message: "The mail service has an internal error.", advice: again },
  application_error: { what: "retry", message: "The mail service has an internal error.", advice: again },

  "5.1.1": { what: "fail", message: "There is no such mailbox.", advice: wrongAddress },
  "5.1.2": { what: "fail", message: "The address's domain does not exist.", advice: wrongAddress },
  "5.1.10": { what: "fail", message: "The address's domain takes no mail.", advice: wrongAddress },
  "5.2.1": { what: "fail", message: "The mailbox is disabled.", advice: wrongAddress },
  "5.2.2": { what: "fail", message: "The mailbox is full.", advice: "Try again later, or another channel." },
  "5.2.3": { what: "fail", message: "The mail is too large for the mailbox.", advice: "Send smaller files." },
  "5.3.4": { what: "fail", message: "The mail is too large for the other server.", advice: "Send smaller files." },
  "5.4.1": { what: "fail", message: "The other server knows no such recipient.", advice: wrongAddress },
  "5.7.1": {
    what: "fail",
    message: "The other server refuses the mail.",
    advice: "Check SPF, DKIM and DMARC of the domain.",
  },
  "5.7.26": {
    what: "fail",
    message: "The other server cannot tell that the mail is from you.",
    advice: "Check SPF, DKIM and DMARC of the domain.",
  },
};

/** What follows from a code; null when the table does not have it. */
export function meaningOf(code: string): Meaning | null {
  return meaningIn(meanings, code);
}

/** A code as an agent sees it: our words first, then what the other side said, which names the mailbox or the rule. */
export function deliveryError(code: string, said: string): DeliveryError {
  const meaning = meaningOf(code);
  const words = said.replaceAll(/\s+/g, " ").trim().slice(0, messageLength).toWellFormed();
  const message = [meaning?.message ?? "", words].filter((part) => part !== "").join(" ");
  return { code, message: message || "The mail could not be delivered.", advice: meaning?.advice ?? null };
}
