import type { EchoFact } from "../protocol/facts.ts";
import type { Message } from "../protocol/records.ts";

/**
 * Instagram echoes what we send through its API like what was written in its app, and names no message of ours: it
 * is known by what it says. Blanks at the ends are the provider's to trim; files come back under other addresses.
 */
export function isEchoOf(message: Message, fact: EchoFact): boolean {
  return (
    message.providerId === null &&
    message.body.trim() === fact.body.trim() &&
    message.attachments.length === fact.attachments.length
  );
}
