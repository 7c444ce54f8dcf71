import { messages } from "../message.ts";

/** All customers, by name. */
export const contacts = messages("contacts", {
  title: "Contacts",
  contact: "Contact",
  noneOpen: "No contact open",
  howToOpen: "Choose one from the list. With the keyboard: j and k move, Enter opens, / searches.",
  back: "Back to the list",
  search: "Search contacts",
  nameOrNumber: "Name or number",
  none: "No contacts yet",
  noneHint: "Whoever writes to one of your channels is here from their first message on.",
  noneFound: "Nobody by that name or number",
  noneFoundHint: "Try a part of the name, or the last digits of the number.",
  notLoaded: "The contacts could not be loaded. {reason}",
  more: "Show more",
});
