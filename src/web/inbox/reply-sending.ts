import type { DraftHead } from "../../client/inbox.ts";
import { useInbox } from "../../client/react.ts";
import type { Run } from "../../client/run.ts";
import { channelRules } from "../../core/channel-rules.ts";
import type { CommandPayload } from "../../protocol/commands.ts";
import type { Attachment, Conversation } from "../../protocol/records.ts";
import { outgoingParts } from "../media/outgoing-parts.ts";
import { undoSendMs } from "../preferences.ts";
import { useActions } from "../shell/actions.ts";
import { offerToTakeBack } from "./held-sends.ts";

export interface WrittenReply {
  readonly text: string;
  /** Of a mail, what stands above the text. */
  readonly head: DraftHead | null;
  readonly files: readonly Attachment[];
  /** The quoted message's id. */
  readonly replyTo: string | null;
  readonly takeover: boolean;
  /** When it is to leave; null for now. */
  readonly at: Date | null;
}

/** What goes without a text of one's own: a template, a place, choices. */
export type Special = Pick<CommandPayload<"message:send">, "template" | "location" | "interactive"> & {
  readonly body?: string;
};

/** Sends to one conversation; what leaves now can be taken back for a moment. */
export function useReplySending({ id, channel }: Conversation) {
  const inbox = useInbox();
  const actions = useActions();

  function run(payloads: readonly Omit<CommandPayload<"message:send">, "conversationId">[], holdMs: number): Run {
    const made = actions.run(
      payloads.map((payload) => ({ command: "message:send" as const, payload: { conversationId: id, ...payload } })),
    );
    offerToTakeBack(inbox, made, id, holdMs);
    return made;
  }

  return {
    reply({ text, head, files, replyTo, takeover, at }: WrittenReply): Run {
      const holdMs = at === null ? undoSendMs() : 0;
      const time = at === null ? { holdMs } : { sendAt: at.toISOString() };
      const once = { ...(replyTo === null ? {} : { replyTo }), ...(takeover ? { takeover } : {}) };
      const parts = outgoingParts(text, files, channelRules[channel]).map(({ body, attachments }, index) => ({
        body,
        ...time,
        ...above(head),
        ...(attachments.length === 0 ? {} : { attachments: attachments.map((one) => one.id) }),
        ...(index === 0 ? once : {}),
      }));
      return run(parts, holdMs);
    },
    special({ body = "", ...said }: Special): void {
      const holdMs = undoSendMs();
      const before = inbox.draft(id, "reply");
      const typed = before?.content ?? "";
      run([{ body, ...said, holdMs }], holdMs);
      // Any send clears the draft, and this one says nothing of what stands in the box.
      if (typed.trim() !== "" && typed.trim() !== body.trim())
        inbox.saveDraft(id, "reply", typed, before?.head ?? null);
    },
  };
}

/** What is not said is as the thread goes on by itself. */
function above(head: DraftHead | null): Pick<CommandPayload<"message:send">, "subject" | "cc"> {
  const { subject, cc } = head ?? { subject: null, cc: [] };
  return { ...(subject ? { subject } : {}), ...(cc.length === 0 ? {} : { cc: [...cc] }) };
}
