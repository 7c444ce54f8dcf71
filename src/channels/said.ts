import type { MessageFact } from "../protocol/facts.ts";
import { isShallow } from "./json.ts";

/** What a customer's message says, in our words; `content` has the provider's own structures, under its names. */
export type Said = Pick<MessageFact, "type" | "body" | "content" | "attachments">;

/** How deep a structure may nest that is kept as it came (see `isShallow`). */
export const contentLevels = 12;

/** Keeps a structure of the provider's, where there is one and it can be passed on. */
export function keep(content: Record<string, unknown>, name: string, value: unknown): void {
  if (value !== undefined && value !== null && isShallow(value, contentLevels)) content[name] = value;
}
