import type { DraftKind, Inbox } from "../../src/client/inbox.ts";

/** What was typed last in a box, as far as this tab alone decides what becomes of it. */
interface Sheet {
  readonly conversationId: string;
  readonly kind: DraftKind;
  content: string;
  /** False once something else may have changed it too: a send, a page that was loaded anew, the other side of a conflict. */
  isSure: boolean;
}

/** What one tab's person typed: the measure of its drafts (I7). */
export class Paper {
  readonly #sheets = new Map<string, Sheet>();

  type(inbox: Inbox, conversationId: string, kind: DraftKind, content: string): void {
    this.#sheets.set(`${kind}:${conversationId}`, { conversationId, kind, content, isSure: true });
    if (content === "") inbox.discardDraft(conversationId, kind);
    else inbox.saveDraft(conversationId, kind, content);
  }

  /** Ends one conflict, if there is any. */
  resolve(inbox: Inbox, keep: "mine" | "theirs"): void {
    for (const sheet of this.#sheets.values()) {
      if (inbox.draft(sheet.conversationId, sheet.kind)?.elsewhere == null) continue;
      if (keep === "theirs") sheet.isSure = false;
      return inbox.resolveDraft(sheet.conversationId, sheet.kind, keep);
    }
  }

  sent(conversationId: string, kind: DraftKind): void {
    const sheet = this.#sheets.get(`${kind}:${conversationId}`);
    if (sheet !== undefined) sheet.isSure = false;
  }

  reloaded(): void {
    for (const sheet of this.#sheets.values()) sheet.isSure = false;
  }

  /** Null when nothing was typed here, or when it is not this tab's alone to say. */
  sureContent(conversationId: string, kind: DraftKind): string | null {
    const sheet = this.#sheets.get(`${kind}:${conversationId}`);
    return sheet?.isSure === true ? sheet.content : null;
  }
}
