import { messages } from "../message.ts";

/** Labels, teams, canned responses and macros are listed, made, changed and deleted alike. */
export const catalogList = messages("catalogList", {
  "new.label": "New label",
  "new.team": "New team",
  "new.cannedResponse": "New canned response",
  "new.macro": "New macro",
  "edit.label": "Edit label",
  "edit.team": "Edit team",
  "edit.cannedResponse": "Edit canned response",
  "edit.macro": "Edit macro",
  "make.label": "Make label",
  "make.team": "Make team",
  "make.cannedResponse": "Make canned response",
  "make.macro": "Make macro",
  "all.label": "All labels",
  "all.team": "All teams",
  "all.cannedResponse": "All canned responses",
  "all.macro": "All macros",
  editOne: "Edit {name}",
  deleteOne: "Delete {name}",
  askToDelete: "Delete {name}?",
  delete: "Delete",
  forThoseWhoAnswer: "Those who answer can make them.",
});
