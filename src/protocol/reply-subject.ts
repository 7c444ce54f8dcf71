/** What an answer's subject begins with already, in whatever language a mail program wrote it. */
const answered = /^(?:re|aw|sv|antw|ref|rif)\s*:/i;

/** The subject of an answer; "" where what is answered has none. */
export function replySubject(before: string): string {
  return before === "" || answered.test(before) ? before : `Re: ${before}`;
}
