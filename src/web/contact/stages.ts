import { type ContactStage, contactStages } from "../../protocol/record-parts.ts";

/** As people call them. */
export const stageNames: Readonly<Record<ContactStage, string>> = {
  lead: "Lead",
  qualified: "Qualified",
  converted: "Converted",
  lost: "Lost",
};

export function isStage(text: string): text is ContactStage {
  return (contactStages as readonly string[]).includes(text);
}
