import { messages } from "../message.ts";

/** Why something was left out, by the reason that the ingest notes. */
export const ignored = messages("ignored", {
  foreign: "It names a number of yours, but was signed by another app: it may not speak for that number.",
  "call: connect": "A call begins. Its line comes into the thread when it ends.",
  "status of a call": "News of a call. Its line comes into the thread when it ends.",
  "group message": "A message in a group. Parley takes conversations with one customer each.",
  "status of a group message": "News of a message in a group. Parley takes conversations with one customer each.",
  "too old": "It is older than 40 days: an old message must not look like a new one.",
  "too large to be parked": "It came before its number was connected, and was too large to be kept.",
  "unreadable item": "It is nested too deeply to be read.",
  "the customer opened the chat": "The customer opened the chat and wrote nothing.",
  "edit without a text": "A change of a message to something that is no text.",
  "reaction without a message": "A reaction that does not say to what.",
  "entry without changes": "The provider sent an envelope with nothing in it.",
  "instagram is not connected": "News of an Instagram account. Instagram is not connected here.",
  "malformed change": "It is not in the form that the provider documents.",
  "malformed message": "A message that is not in the form that the provider documents.",
  "malformed status": "A status that is not in the form that the provider documents.",
  "message without a sender": "A message that does not say from whom it is.",
  "message without a recipient": "A message of yours that does not say to whom it went.",
  "message without a usable id": "A message without an id: it could not be told from its own copies.",
  "status without a usable id": "A status that does not say of which message.",
});
