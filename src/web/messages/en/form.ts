import { messages } from "../message.ts";

/** What many forms say alike. */
export const form = messages("form", {
  name: "Name",
  anyName: "A name of letters or digits",
  save: "Save",
  email: "E-mail",
  copy: "Copy",
  copied: "Copied",
});
