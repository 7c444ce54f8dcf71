import { Popover } from "@base-ui/react/popover";
import { ListFilter } from "lucide-react";
import { useState } from "react";
import { SelectField } from "../controls/field.tsx";
import { useOrganisation } from "../shell/organisation.ts";
import { list } from "../messages/en/list.ts";
import { narrowing as words } from "../messages/en/narrowing.ts";
import { t } from "../messages/t.ts";
import { narrowingName, useChoices } from "./conversation-list-choices.ts";
import { isNarrowed, type ListPlace, type Narrowing, narrowed, narrowings, placeOfQuery } from "./list-views.ts";

interface FilterProps {
  place: ListPlace;
  go: (to: ListPlace) => void;
}

/** Narrows the list; shown from the first press of its button on. The platform's own selects: right on phones, and reachable by every keyboard. */
export default function ConversationListFilter({ place, go }: FilterProps) {
  const [container, setContainer] = useState<HTMLElement | null>(null);
  return (
    <span className="list-filter">
      <Popover.Root defaultOpen>
        <Popover.Trigger
          className="icon-button"
          aria-label={t(list.filter)}
          title={t(list.filter)}
          data-active={isNarrowed(place.query) ? "" : undefined}
        >
          <ListFilter size={16} aria-hidden />
        </Popover.Trigger>
        {/* It stays in the landmark of its trigger, where screen readers expect it. */}
        <span ref={setContainer} className="menu-place" />
        <Popover.Portal container={container}>
          <Popover.Positioner className="popup-positioner" align="end" sideOffset={4}>
            <Popover.Popup className="menu filter-popup">
              <Popover.Title className="visually-hidden">{t(words.title)}</Popover.Title>
              {narrowings.map((by) => (
                <NarrowingField key={by} by={by} place={place} go={go} />
              ))}
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
    </span>
  );
}

function NarrowingField({ by, place, go }: FilterProps & { by: Narrowing }) {
  const { slug } = useOrganisation();
  const choices = useChoices(by);
  const value = place.query[by] ?? "";
  if (choices.length === 0) return null;
  return (
    <SelectField
      label={narrowingName(by)}
      value={value}
      onChange={({ target }) => go(placeOfQuery(slug, narrowed(place.query, by, target.value || null)))}
    >
      <option value="">{t(words.any)}</option>
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.name}
        </option>
      ))}
      {value === "" || choices.some((choice) => choice.value === value) ? null : (
        <option value={value}>{t(words.deleted)}</option>
      )}
    </SelectField>
  );
}
