import { type ContactStage, contactStages } from "../../protocol/record-parts.ts";

export function isStage(text: string): text is ContactStage {
  return (contactStages as readonly string[]).includes(text);
}
