import type { Fact, StatusFact } from "../../protocol/facts.ts";
import { placeName } from "../../protocol/place-name.ts";
import type { DeliveryError } from "../../protocol/records.ts";
import { ignored } from "../ignored.ts";
import { asId, asObject, asText, type JsonObject } from "../json.ts";
import { mailAddress } from "./address.ts";
import { deliveryError } from "./errors.ts";
import type { ReadToken } from "./incoming.ts";
import { diagnosed } from "./delivery-status.ts";
import { complaintAbout } from "./status.ts";

/** Our own word for a mail, which its service repeats with all that it tells of it. Letters, digits and dashes alone. */
export const messageTag = "parley_message";

/** What a mail service's webhook is about. */
export interface MailEvent {
  readonly type: string;
  /** Of the mail's sender: a channel's address, or anybody's who sends through the same account. */
  readonly from: string | null;
  /** The mail's thread token, not checked yet; null for a mail that is none of Parley's. */
  readonly token: string | null;
  readonly at: string;
  readonly data: JsonObject;
}

/** Null when it is no event of a mail service (Resend, "Webhooks: event types", 2026). */
export function mailEventOf(payload: unknown, receivedAt: string): MailEvent | null {
  const event = asObject(payload);
  const type = asText(event?.type);
  const data = asObject(event?.data);
  if (type === "" || data === null) return null;
  const from = /<([^<>]+)>\s*$/.exec(asText(data.from))?.[1] ?? asText(data.from);
  return { type, from: mailAddress(from), token: tagOf(data.tags), at: timeOf(event?.created_at, receivedAt), data };
}

/** Tags are told as a list of names and values, or as one object. */
function tagOf(tags: unknown): string | null {
  const tag = Array.isArray(tags)
    ? tags.map(asObject).find((one) => one?.name === messageTag)?.value
    : asObject(tags)?.[messageTag];
  return asId(tag);
}

/** What an event says of a mail of the channel whose tokens `readToken` reads. */
export async function readMailEvent(event: MailEvent, readToken: ReadToken): Promise<Fact[]> {
  const { type, data, at } = event;
  const emailId = asId(data.email_id);
  const position = event.token === null ? null : await readToken(event.token);
  if (position === null) return [ignored(`${type} of a mail that is not the channel's`, emailId)];
  const is = (status: StatusFact["status"], error: DeliveryError | null = null): StatusFact[] => [
    { fact: "status", providerId: placeName(position), messageId: null, position, status, at, error },
  ];
  switch (type) {
    case "email.sent":
      return is("sent");
    case "email.delivered":
      return is("delivered");
    case "email.bounced":
      return is("failed", bounceOf(asObject(data.bounce))).map((fact) => ({ ...fact, recipients: bouncedFor(data) }));
    case "email.failed":
      return is("failed", deliveryError("failed", asText(asObject(data.failed)?.reason)));
    case "email.suppressed":
      return is("failed", deliveryError("E_RECIPIENT_SUPPRESSED", asText(asObject(data.suppressed)?.message)));
    case "email.complained":
      return [complaintAbout(position, at, emailId)];
    case "email.opened":
    case "email.clicked":
      return [ignored(`${type}: Parley's own links and picture tell it`, emailId)];
    default:
      return [ignored(`event ${type}`, emailId)];
  }
}

/** For whom it came back, where the service says so: by the other server's words, else by the only one it went to. */
function bouncedFor(data: JsonObject): string[] {
  const said = JSON.stringify(data.bounce ?? null).slice(0, bounceLength);
  const named = said.match(/[^\s@<>()[\],;:"'\\]+@[^\s@<>()[\],;:"'\\]+/g) ?? [];
  const to = [data.to].flat();
  const addresses = [...named, ...(to.length === 1 ? to : [])].map((one) =>
    mailAddress(asText(one).replace(/[.]+$/, "")),
  );
  return [...new Set(addresses.filter((address) => address !== null))].slice(0, 20);
}

const bounceLength = 20_000;

/** The other server's own words, where the service repeats them; they have the code that says why. */
function bounceOf(bounce: JsonObject | null): DeliveryError {
  const list = Array.isArray(bounce?.diagnosticCode) ? bounce.diagnosticCode : [bounce?.diagnosticCode];
  const diagnostic = list.map(asText).find((text) => text !== "") ?? asText(bounce?.message);
  return diagnosed(null, diagnostic);
}

const dayMs = 86_400_000;

/** A time that lies ahead would win over what is told later. */
function timeOf(value: unknown, receivedAt: string): string {
  const ms = Date.parse(asText(value));
  return ms > 0 && ms <= Date.parse(receivedAt) + dayMs ? new Date(ms).toISOString() : receivedAt;
}
