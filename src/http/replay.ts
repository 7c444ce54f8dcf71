import { parseInstagram } from "../channels/instagram/parse.ts";
import { asObject } from "../channels/json.ts";
import { parseTwilio } from "../channels/sms/parse.ts";
import { parseWhatsApp } from "../channels/whatsapp/parse.ts";
import type { Delivery, IngestBatch } from "../hub/rpc.ts";
import type { Fact, FactGroup, Outcome } from "../protocol/facts.ts";
import type { Channel } from "../protocol/records.ts";
import { foreign } from "./deliver.ts";

/**
 * A kept delivery as facts for the org's own channels, to be taken in again; null when that cannot be done.
 * What its signer could not vouch for then is foreign now too: a replay must not let in what was kept out.
 */
export function replayGroups(delivery: Delivery, channels: readonly Channel[]): IngestBatch["groups"] | null {
  const channel = channels.find((one) => one.id === delivery.channelId);
  const parsed = channel?.channel === "sms" ? parseForm(delivery) : parseKept(delivery);
  const groups = parsed && withoutForeign(parsed, delivery.outcomes);
  if (groups === null) return null;
  return groups.flatMap((group) => {
    const channel = channels.find((one) => one.channel === group.channel && names(group, one));
    return channel === undefined ? [] : [{ ...group, channelId: channel.id }];
  });
}

/** A webhook's body; or, of what was parked for a number that nobody had yet, the group as it was parked. */
function parseKept(delivery: Delivery): readonly FactGroup[] | null {
  let kept: unknown;
  try {
    kept = JSON.parse(delivery.raw);
  } catch {
    return null;
  }
  const isInstagram = asObject(kept)?.object === "instagram";
  const parsed = isInstagram ? parseInstagram(kept, delivery.receivedAt) : parseWhatsApp(kept, delivery.receivedAt);
  if (parsed.ok) return parsed.groups;
  // A body without `entry` is refused at the door, so that this one is our own writing.
  return typeof kept === "object" && kept !== null && "facts" in kept ? [kept as FactGroup] : null;
}

/** Twilio's webhooks are forms. */
function parseForm({ raw, receivedAt }: Delivery): readonly FactGroup[] | null {
  const parsed = parseTwilio(new URLSearchParams(raw), receivedAt);
  return parsed.ok ? parsed.groups : null;
}

/** Outcomes are in the order of the facts. Where a newer parser counts otherwise nobody can tell which were foreign. */
function withoutForeign(groups: readonly FactGroup[], outcomes: readonly Outcome[]): readonly FactGroup[] | null {
  if (!outcomes.some(isForeign)) return groups;
  if (groups.flatMap((group) => group.facts).length !== outcomes.length) return null;
  let index = 0;
  const judge = (fact: Fact) => (isForeign(outcomes[index++]) ? foreign([fact]) : [fact]);
  return groups.map((group) => ({ ...group, facts: group.facts.flatMap(judge) }));
}

function isForeign(outcome: Outcome | undefined): boolean {
  return outcome?.outcome === "ignored" && outcome.reason === "foreign";
}

function names(group: FactGroup, channel: Channel): boolean {
  return group.externalId === null ? group.accountId === channel.accountId : group.externalId === channel.externalId;
}
