import type { Message } from "../../protocol/records.ts";
import { replySubject } from "../../protocol/reply-subject.ts";

/** What stands above a reply when nothing else is chosen; "" where the thread has no subject. */
export function threadSubject(messages: readonly Message[], answeredId: string | null): string {
  const answered = messages.find(({ id }) => id === answeredId);
  return replySubject(answered?.subject ?? messages.findLast(({ subject }) => subject !== null)?.subject ?? "");
}
