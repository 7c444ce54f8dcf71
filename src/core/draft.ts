import type { CommandPayload } from "../protocol/commands.ts";
import { limits } from "../protocol/limits.ts";
import type { Draft } from "../protocol/records.ts";
import { accepted, refused, unchanged } from "./state.ts";
import type { Asker, Context, Decision } from "./state.ts";

/** A save names the version that it replaces: what another tab has written meanwhile is refused, not overwritten. */
export function saveDraft(
  draft: Draft | null,
  payload: CommandPayload<"draft:save">,
  asker: Asker,
  context: Context,
): Decision {
  if (payload.content.length + (payload.subject?.length ?? 0) > limits.draftLength) {
    return refused("too_large", `A draft has at most ${limits.draftLength} characters.`, { limit: limits.draftLength });
  }
  if ((payload.version ?? null) !== (draft?.version ?? null)) {
    return refused("stale", "The draft was changed elsewhere.", { current: draft });
  }
  const { conversationId, kind: draftKind, content, cc = [] } = payload;
  const next: Draft = {
    kind: "draft",
    id: draftId(asker.id, conversationId, draftKind),
    seq: 0,
    conversationId,
    agentId: asker.id,
    draftKind,
    content,
    subject: payload.subject ?? null,
    ...(cc.length === 0 ? {} : { cc }),
    version: String(context.seq),
  };
  return accepted([{ event: "draft:saved", draft: next }]);
}

export function discardDraft(draft: Draft | null): Decision {
  return draft === null ? unchanged : accepted([{ event: "draft:discarded", draft }]);
}

export function draftId(agentId: string, conversationId: string, draftKind: Draft["draftKind"]): string {
  return `${agentId}:${conversationId}:${draftKind}`;
}
