import { useState } from "react";
import type { DraftKind, DraftView } from "../../client/inbox.ts";
import { useInbox, useInboxView } from "../../client/react.ts";

export interface DraftText {
  readonly text: string;
  readonly draft: DraftView | null;
  /** Keeps what was typed, and saves it when the keys rest. */
  readonly write: (text: string) => void;
  /** Empties the box; what was in it is on its way. */
  readonly clear: () => void;
}

/** The text of a box, kept as a draft: it follows what other tabs and devices write while nothing is typed here. */
export function useDraftText(conversationId: string, kind: DraftKind): DraftText {
  const inbox = useInbox();
  const draft = useInboxView((one) => one.draft(conversationId, kind));
  const content = draft?.content ?? "";
  // React wants the text of the event that changed it in the same event; the inbox tells a moment later.
  const [box, setBox] = useState({ conversationId, content, text: content });
  const isBehind = box.conversationId !== conversationId || box.content !== content;
  // While rendering, so that the text of one conversation is never shown, or sent, in another.
  if (isBehind) setBox({ conversationId, content, text: content });
  return {
    text: isBehind ? content : box.text,
    draft,
    write(text) {
      setBox({ conversationId, content, text });
      inbox.saveDraft(conversationId, kind, text);
    },
    clear: () => setBox({ conversationId, content, text: "" }),
  };
}
