import { messages } from "../message.ts";

/** What is shown for an id whose record was deleted. */
export const gone = messages("gone", {
  agent: "A former colleague",
  label: "A deleted label",
  team: "A deleted team",
});
