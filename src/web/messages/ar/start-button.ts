import type { startButton as english } from "../en/start-button.ts";
import type { Translation } from "../message.ts";

export const startButton: Translation<typeof english> = {
  newConversation: "محادثة جديدة",
  writeTo: "الكتابة إلى {name}",
};
