import { X } from "lucide-react";
import { Suspense, useState } from "react";
import { useInboxView } from "../../client/react.ts";
import { lazily } from "../lazily.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { list as words } from "../messages/en/list.ts";
import { t } from "../messages/t.ts";
import { narrowingName, useChoices } from "./conversation-list-choices.ts";
import { isNarrowed, type ListPlace, type Narrowing, narrowed, narrowings, placeOfQuery } from "./list-views.ts";
import "./conversation-list-chips.css";

const SaveView = lazily(() => import("./conversation-list-save.tsx"));
const SavedViewMenu = lazily(() => import("./conversation-list-saved.tsx"));

interface ChipsProps {
  place: ListPlace;
  go: (to: ListPlace) => void;
}

/** What narrows the list, each to be taken away, and what to do with the view that it makes. */
export function ConversationListChips({ place, go }: ChipsProps) {
  const saved = useInboxView((inbox) => inbox.catalog("view").find(({ id }) => id === place.viewId) ?? null);
  const [saving, setSaving] = useState(false);
  if (!isNarrowed(place.query) && saved === null) return null;
  return (
    <div className="list-chips">
      {narrowings.map((by) => (
        <Chip key={by} by={by} place={place} go={go} />
      ))}
      {saved === null ? (
        <button type="button" className="list-chip-action" onClick={() => setSaving(true)}>
          {t(words.saveView)}
        </button>
      ) : (
        <Suspense>
          <SavedViewMenu view={saved} />
        </Suspense>
      )}
      <Suspense>{saving ? <SaveView query={place.query} view={null} close={() => setSaving(false)} /> : null}</Suspense>
    </div>
  );
}

function Chip({ by, place, go }: ChipsProps & { by: Narrowing }) {
  const { slug } = useOrganisation();
  const choices = useChoices(by);
  const value = place.query[by];
  if (value === undefined) return null;
  const name = choices.find((choice) => choice.value === value)?.name ?? t(words.deleted);
  return (
    <button
      type="button"
      className="list-chip"
      aria-label={t(words.removeFilter, { filter: narrowingName(by), name })}
      onClick={() => go(placeOfQuery(slug, narrowed(place.query, by, null)))}
    >
      <bdi className="list-view-name">{name}</bdi>
      <X size={16} aria-hidden />
    </button>
  );
}
