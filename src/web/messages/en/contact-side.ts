import { messages } from "../message.ts";

/** How the contact beside a thread is shown and folded away. */
export const contactSide = messages("contactSide", {
  contact: "Contact",
  show: "Show the contact (c)",
  fold: "Fold the contact away (c)",
});
