import type { Fact, FactGroup } from "../../protocol/facts.ts";
import type { ParseResult } from "../channel.ts";
import { ignored } from "../ignored.ts";
import { asId } from "../json.ts";
import { readMessage } from "./message.ts";
import { paramsOf, type Params } from "./params.ts";
import { readStatus } from "./status.ts";

/**
 * A form that Twilio posted, a message or a status, as facts for the number that it names. Pure, and never throws.
 * `form` also has what our own address added (see `status.ts`). `receivedAt` (ISO 8601) is the time of everything:
 * Twilio tells none.
 */
export function parseTwilio(form: URLSearchParams, receivedAt: string): ParseResult {
  const params = paramsOf(form);
  const accountId = asId(params.text("AccountSid"));
  if (accountId === null) return { ok: false, message: "This is no webhook of Twilio's: it has no AccountSid." };
  // A signature covers names and values without anything between: a form that was signed can be cut elsewhere, and then
  // lacks names that each of Twilio's webhooks has.
  for (const name of ["MessageSid", "From"])
    if (params.text(name) === "") return { ok: false, message: `This is no webhook of Twilio's: it has no ${name}.` };
  const id = asId(params.text("MessageSid"));
  const isStatus = params.text("MessageStatus") !== "" && params.text("MessageStatus") !== "received";
  const [ours, theirs] = isStatus ? ["From", "To"] : ["To", "From"];
  const group: FactGroup = {
    channel: "sms",
    externalId: asId(params.text(ours ?? "")),
    accountId,
    facts: factsOf(params, { id, isStatus, theirs: params.text(theirs ?? ""), receivedAt, raw: form.toString() }),
  };
  return { ok: true, groups: [group] };
}

function factsOf(
  params: Params,
  what: { id: string | null; isStatus: boolean; theirs: string; receivedAt: string; raw: string },
): Fact[] {
  const { id, isStatus, theirs, receivedAt, raw } = what;
  if (id === null) return [ignored("without a usable MessageSid")];
  // Twilio passes on WhatsApp, too; whoever wants that connects the number to WhatsApp itself.
  const other = /^([a-z]+):/.exec(theirs)?.[1];
  if (other !== undefined) return [ignored(`${other} through Twilio: only SMS is taken here`, id)];
  return isStatus ? [readStatus(params, id, receivedAt)] : readMessage(params, id, receivedAt, raw);
}
