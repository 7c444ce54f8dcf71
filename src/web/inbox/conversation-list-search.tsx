import { Search, X } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { useInboxView } from "../../client/react.ts";
import { IconButton } from "../controls/icon-button.tsx";
import { useOrganisation } from "../shell/organisation.ts";
import { list as words } from "../messages/en/list.ts";
import { t } from "../messages/t.ts";
import { rowId } from "./conversation-row.tsx";
import { type ListPlace, narrowed, placeOfQuery, placeOfView } from "./list-views.ts";

/** So that the shortcut can give it the focus. */
export const searchFieldId = "search-conversations";
/** Between the last key and the question: nobody wants an answer for each letter. */
const quietMs = 200;

interface SearchProps {
  place: ListPlace;
  go: (to: ListPlace) => void;
  close: () => void;
}

/** Narrows the list to a part of the contact's name or number, or of the last message. */
export function ConversationListSearch({ place, go, close }: SearchProps) {
  const { slug } = useOrganisation();
  const asked = place.query.q ?? "";
  const [text, setText] = useState(asked);
  const [known, setKnown] = useState(asked);
  const firstId = useInboxView((inbox) => inbox.conversations(place.query).items[0]?.record.id ?? null);
  // Another address (a link, the back button) says another thing.
  if (known !== asked) {
    setKnown(asked);
    if (text.trim() !== asked) setText(asked);
  }

  const ask = useEffectEvent((wanted: string) => {
    if (wanted !== asked) go(searched(slug, place, wanted));
  });
  useEffect(() => {
    const timer = setTimeout(() => ask(text.trim()), quietMs);
    return () => clearTimeout(timer);
  }, [text]);

  function leave(): void {
    if (asked !== "") go(searched(slug, place, ""));
    close();
  }

  return (
    <search className="list-search">
      <Search size={16} aria-hidden />
      <input
        id={searchFieldId}
        className="list-search-field"
        type="text"
        inputMode="search"
        dir="auto"
        autoFocus
        autoComplete="off"
        aria-label={t(words.searchConversations)}
        placeholder={t(words.searchHint)}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Escape") leave();
          else if ((event.key === "Enter" || event.key === "ArrowDown") && firstId !== null)
            document.getElementById(rowId(firstId))?.focus();
          else return;
          event.preventDefault();
        }}
      />
      <IconButton label={t(words.endSearch)} onClick={leave}>
        <X size={16} aria-hidden />
      </IconButton>
    </search>
  );
}

function searched(slug: string, place: ListPlace, q: string): ListPlace {
  if (place.viewId === null) return placeOfQuery(slug, narrowed(place.query, "q", q === "" ? null : q));
  const { q: _, ...query } = place.query;
  return placeOfView(slug, { id: place.viewId, query }, q === "" ? undefined : q);
}
