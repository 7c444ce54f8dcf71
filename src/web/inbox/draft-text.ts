import { useState } from "react";
import type { DraftHead, DraftKind, DraftView } from "../../client/inbox.ts";
import { useInbox, useInboxView } from "../../client/react.ts";

export interface DraftText {
  readonly text: string;
  /** Of a mail, what stands above the text. */
  readonly head: DraftHead | null;
  readonly draft: DraftView | null;
  /** Keeps what was typed, and saves it when the keys rest. */
  readonly write: (text: string) => void;
  readonly writeHead: (head: DraftHead | null) => void;
  /** Empties the box; what was in it is on its way. */
  readonly clear: () => void;
  /** Puts a text and its head back into the box, after it could not be sent. */
  readonly restore: (text: string, head: DraftHead | null) => void;
}

/** The text of a box, kept as a draft: it follows what other tabs and devices write while nothing is typed here. */
export function useDraftText(conversationId: string, kind: DraftKind): DraftText {
  const inbox = useInbox();
  const draft = useInboxView((one) => one.draft(conversationId, kind));
  const told = { conversationId, content: draft?.content ?? "", head: draft?.head ?? null };
  // React wants the text of the event that changed it in the same event; the inbox tells a moment later.
  const [box, setBox] = useState({ told, text: told.content, head: told.head });
  const isBehind =
    box.told.conversationId !== conversationId || box.told.content !== told.content || box.told.head !== told.head;
  // While rendering, so that the text of one conversation is never shown, or sent, in another.
  if (isBehind) setBox({ told, text: told.content, head: told.head });
  const shown = isBehind ? { text: told.content, head: told.head } : { text: box.text, head: box.head };

  function change(next: Partial<typeof shown>): void {
    const { text, head } = { ...shown, ...next };
    setBox({ told, text, head });
    inbox.saveDraft(conversationId, kind, text, head);
  }

  return {
    ...shown,
    draft,
    write: (text) => change({ text }),
    writeHead: (head) => change({ head }),
    clear: () => setBox({ told, text: "", head: null }),
    restore: (text, head) => change({ text, head }),
  };
}
