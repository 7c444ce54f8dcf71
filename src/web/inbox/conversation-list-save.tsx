import { useState } from "react";
import { useLocation } from "wouter";
import type { ConversationQuery, SavedView } from "../../protocol/catalog-records.ts";
import { catalog } from "../api.ts";
import { EditorDialog, EditorForm } from "../controls/editor-dialog.tsx";
import { CheckField, TextField } from "../controls/field.tsx";
import { useOrganisation } from "../shell/organisation.ts";
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
    <EditorDialog open title={view === null ? "Save this view" : "Rename or share the view"} close={close}>
      <EditorForm action="Save" submit={submit} done={close}>
        {(taken) => (
          <>
            <TextField
              label="Name"
              required
              maxLength={200}
              autoFocus
              autoComplete="off"
              value={name}
              error={taken}
              onChange={({ target }) => setName(target.value)}
            />
            <CheckField
              label="Share it with the team"
              hint="Everyone in the organisation sees it then; else you alone."
              checked={shared}
              onChange={({ target }) => setShared(target.checked)}
            />
          </>
        )}
      </EditorForm>
    </EditorDialog>
  );
}
