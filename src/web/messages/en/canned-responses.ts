import { messages } from "../message.ts";

/** Texts that are sent often, and what varies in them. */
export const cannedResponses = messages("cannedResponses", {
  intro: "Texts that you send often. In a reply, type / and the shortcut.",
  none: "No canned responses yet",
  noneHint: "Write your opening hours once, call it “hours”, and everybody types /hours from then on.",
  forThoseWhoAnswer: "Those who answer can write them.",
  noneFound: "Nothing has “{sought}” in it",
  noneFoundHint: "Try fewer letters.",
  warning: "Nobody can write it as {shortcut} any more. What was sent stays.",
  search: "Search canned responses",
  searchHint: "Search shortcuts and texts",
  textMissing: "Write the text that is sent.",
  shortcut: "Shortcut",
  shortcutHint: "What is typed after /, such as hours: letters, digits, - and _",
  shortcutForm: "Letters, digits, - and _, without spaces",
  text: "Text",

  insert: "Insert a variable",
  "variable.contact.first_name": "Customer's first name",
  "variable.contact.name": "Customer's name",
  "variable.contact.phone": "Customer's number",
  "variable.agent.first_name": "Your first name",
  "variable.agent.name": "Your name",
  "otherwise.name": "there",
  "otherwise.phone": "your number",
  previewTo: "To {name}",
  exampleName: "Rosa Lind",
  previewToUnknown: "To a customer of whom nothing is known",
});
