import { messages } from "../message.ts";

/** How the list is narrowed, and the views that are saved of it. */
export const narrowing = messages("narrowing", {
  title: "Filter the conversations",
  any: "Any",
  deleted: "Deleted",

  saveTitle: "Save this view",
  changeTitle: "Rename or share the view",
  save: "Save",
  name: "Name",
  share: "Share it with the team",
  shareHint: "Everyone in the organisation sees it then; else you alone.",

  whatToDo: "What to do with the view {name}",
  change: "Rename or share…",
  remove: "Delete…",
  removeTitle: "Delete the view {name}?",
  removeNow: "Delete",
  removeOwn: "The conversations in it stay as they are.",
  removeShared: "It goes for the whole team. The conversations in it stay as they are.",
});
