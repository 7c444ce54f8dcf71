import { messages } from "../message.ts";

export const controls = messages("controls", {
  cancel: "Cancel",
  discardTitle: "Discard what you wrote?",
  discardHint: "It has not been saved or sent.",
  discard: "Discard",
  keepEditing: "Keep editing",
  chosen: "{label}: chosen",
  nothingFound: "Nothing by that name.",
  howToRemove: "Press Backspace or Delete to remove",
  remove: "Remove {name}",
  channel: "Channel",
  allChannels: "All",
});
