import type { DraftKind } from "../../protocol/records.ts";

/** So that keys can press them: apart from the composer, which the keyboard's page loads later. */
export const composeButtonIds: Readonly<Record<DraftKind, string>> = { reply: "compose-reply", note: "compose-note" };
