import { messages } from "../message.ts";

export const controls = messages("controls", {
  keep: "Keep as it is",
  cancel: "Cancel",
  chosen: "{label}: chosen",
  nothingFound: "Nothing by that name.",
  howToRemove: "Press Backspace or Delete to remove",
  remove: "Remove {name}",
  channel: "Channel",
  allChannels: "All",
});
