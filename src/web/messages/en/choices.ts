import { messages } from "../message.ts";

/** Buttons and lists from which a customer chooses an answer. */
export const choices = messages("choices", {
  title: "Send choices",
  send: "Send choices",
  kind: "As",
  buttons: "Buttons under a text",
  list: "A list behind a button",
  body: "Text",
  button: "Button {n, number}",
  addButton: "Add a button",
  removeButton: "Remove button {n, number}",
  opener: "Button that opens the list",
  section: "Section {n, number}",
  sectionTitle: "Title of the section",
  addSection: "Add a section",
  row: "Row {n, number}",
  description: "Explanation",
  addRow: "Add a row",
  removeRow: "Remove row {n, number}",
  full: "A list has up to {most, number} rows.",
  preview: "Preview",
  count: "{count, number} / {limit, number}",
  tooLong: "{count, number} / {limit, number} — too long",
  fill: "Fill this in.",
  mend: "Some fields are empty or too long.",
});
