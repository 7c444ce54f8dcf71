import { messages } from "../message.ts";

/** What opens the form for a new conversation. */
export const startButton = messages("startButton", {
  newConversation: "New conversation",
  writeTo: "Write to {name}",
});
