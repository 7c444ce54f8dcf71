import type { Message } from "../../protocol/records.ts";
import { replySubject } from "../../protocol/reply-subject.ts";
import { mailPartsOf } from "./mail-parts.ts";

/** Who a reply could go to besides the customer, from the mail that it answers. */
export function otherPeople(answered: Message, mine: string, customer: readonly string[]): string[] {
  const parts = mailPartsOf(answered);
  if (parts === null) return [];
  const written = [...(parts.from === null ? [] : [parts.from.address]), ...parts.to, ...parts.cc];
  const left = written.filter((address) => withoutTag(address) !== mine && !customer.includes(address));
  return [...new Set(left)];
}

/** What stands above a reply when nothing else is chosen; "" where the thread has no subject. */
export function threadSubject(messages: readonly Message[], answeredId: string | null): string {
  const answered = messages.find(({ id }) => id === answeredId);
  return replySubject(answered?.subject ?? messages.findLast(({ subject }) => subject !== null)?.subject ?? "");
}

/** `support+token@acme.test` is `support@acme.test`: answers come to an address that names what they answer. */
function withoutTag(address: string): string {
  return address.replace(/\+[^@]*(?=@[^@]*$)/, "");
}
