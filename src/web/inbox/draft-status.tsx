import type { DraftKind, DraftView } from "../../client/inbox.ts";
import { useInbox } from "../../client/react.ts";
import { Button } from "../controls/button.tsx";
import { composer as words } from "../messages/en/composer.ts";
import { t } from "../messages/t.ts";
import { Trans } from "../messages/trans.tsx";
import "./draft-status.css";

/** What became of the draft: that it is saved, or that there is another one to choose from. */
export function DraftConflict({ conversationId, kind, draft }: DraftProps) {
  const inbox = useInbox();
  if (draft?.elsewhere == null) return null;
  return (
    <div className="draft-conflict" role="alert">
      <p className="draft-conflict-words">
        <Trans message={words.draftElsewhere} elements={{ strong: <strong /> }} values={{ text: draft.elsewhere }} />
      </p>
      <Button onClick={() => inbox.resolveDraft(conversationId, kind, "mine")}>{t(words.keepMine)}</Button>
      <Button onClick={() => inbox.resolveDraft(conversationId, kind, "theirs")}>{t(words.useThat)}</Button>
    </div>
  );
}

interface DraftProps {
  conversationId: string;
  kind: DraftKind;
  draft: DraftView | null;
}

/** That the draft is saved, or why it cannot be: it is then in this tab alone. */
export function DraftState({ draft }: { draft: DraftView | null }) {
  return (
    <output className={draft?.problem == null ? "draft-saved" : "draft-problem"}>
      {draft?.problem == null
        ? draft?.isSaved === true
          ? t(words.draftSaved)
          : ""
        : t(words.draftNotSaved, { reason: draft.problem })}
    </output>
  );
}
