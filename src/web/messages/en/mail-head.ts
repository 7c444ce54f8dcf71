import { messages } from "../message.ts";

/** What stands above the text of a mail that is being written. */
export const mailHead = messages("mailHead", {
  edit: "Subject and copies",
  to: "To {address}",
  copies: "{count, plural, one {# copy} other {# copies}}",
  copyTo: "Copy to {address}",
  replyAll: "{count, plural, one {Reply to all (# more)} other {Reply to all (# more)}}",
  subject: "Subject",
  noSubject: "No subject",
  copiesTo: "Copies to",
  add: "Add an address",
  addHint: "Enter adds it. Several can be pasted.",
  chosen: "Who gets a copy",
  remove: "Remove {address}",
  addAll: "{count, plural, one {Add # person of this thread} other {Add # people of this thread}}",
  wrong: "This is no mail address: {text}",
  tooMany: "A mail has up to {most, number} copies.",
});
