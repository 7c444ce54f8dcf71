import type { Fact, FactGroup } from "../../../src/protocol/facts.ts";
import { parseWhatsApp } from "../../../src/channels/whatsapp/parse.ts";

/** Payloads as Meta's documentation describes them, with numbers and words of our own. */

export const receivedAt = "2026-09-01T12:00:00.000Z";
export const sentSeconds = String(Date.parse("2026-09-01T11:59:58.000Z") / 1_000);
export const sentAt = "2026-09-01T11:59:58.000Z";

export const customer = { wa_id: "34600111222", profile: { name: "Lucía Ferrer" } };

/** A message of the test customer with the given parts. */
export function message(parts: Record<string, unknown>): Record<string, unknown> {
  return { from: "34600111222", id: "wamid.1", timestamp: sentSeconds, ...parts };
}

export function value(parts: Record<string, unknown>, number = "700100"): Record<string, unknown> {
  return {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "34910000000", phone_number_id: number },
    ...parts,
  };
}

export function webhook(...changes: readonly Record<string, unknown>[]): Record<string, unknown> {
  return { object: "whatsapp_business_account", entry: [{ id: "900", changes }] };
}

export function inbound(...messages: readonly unknown[]): Record<string, unknown> {
  return webhook({ field: "messages", value: value({ contacts: [customer], messages }) });
}

export function groupsOf(payload: unknown): readonly FactGroup[] {
  const result = parseWhatsApp(payload, receivedAt);
  if (!result.ok) throw new Error(result.message);
  return result.groups;
}

export function factsOf(payload: unknown): readonly Fact[] {
  return groupsOf(payload).flatMap((group) => group.facts);
}

export function factOf(payload: unknown): Fact {
  const [fact, ...more] = factsOf(payload);
  if (fact === undefined || more.length > 0) throw new Error("Not exactly one fact");
  return fact;
}
