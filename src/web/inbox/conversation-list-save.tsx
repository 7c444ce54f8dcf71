import { useState } from "react";
import { useLocation } from "wouter";
import type { ConversationQuery, SavedView } from "../../protocol/catalog-records.ts";
import { catalog } from "../api.ts";
import { EditorDialog, EditorForm } from "../controls/editor-dialog.tsx";
import { CheckField, TextField } from "../controls/field.tsx";
import { useOrganisation } from "../shell/organisation.ts";
import { narrowing as words } from "../messages/en/narrowing.ts";
import { t } from "../messages/t.ts";
import { addressOf, placeOfView } from "./list-views.ts";

interface SaveViewProps {
  query: ConversationQuery;
  /** The view to be changed; null for a new one. */
  view: SavedView | null;
  close: () => void;
}

/** Gives what the list holds a name, for oneself or for the team. */
export default function SaveView({ query, view, close }: SaveViewProps) {
  const { slug } = useOrganisation();
  const [, navigate] = useLocation();
  const [name, setName] = useState(view?.name ?? "");
  const [shared, setShared] = useState(view !== null && view.agentId === null);

  async function submit() {
    // What is searched for is of the moment.
    const { q: _, ...kept } = query;
    if (view !== null) return catalog.change(slug, "view", view.id, { name, shared });
    const created = await catalog.create(slug, "view", { name, shared, query: kept });
    if (created.ok) navigate(addressOf(placeOfView(slug, created.value)), { replace: true });
    return created;
  }

  return (
    <EditorDialog open title={t(view === null ? words.saveTitle : words.changeTitle)} close={close}>
      <EditorForm action={t(words.save)} submit={submit} done={close}>
        {(taken) => (
          <>
            <TextField
              label={t(words.name)}
              required
              maxLength={200}
              autoFocus
              autoComplete="off"
              value={name}
              error={taken}
              onChange={({ target }) => setName(target.value)}
            />
            <CheckField
              label={t(words.share)}
              hint={t(words.shareHint)}
              checked={shared}
              onChange={({ target }) => setShared(target.checked)}
            />
          </>
        )}
      </EditorForm>
    </EditorDialog>
  );
}
