import { Menu } from "@base-ui/react/menu";
import { Tag } from "lucide-react";
import { useState } from "react";
import { useInboxView } from "../../client/react.ts";
import { LabelChip } from "../controls/label-chip.tsx";
import { SearchedMenu } from "../inbox/header-menu.tsx";
import { LabelItems } from "../inbox/label-items.tsx";
import type { EditableProps } from "./contact-name.tsx";
import { contact as words } from "../messages/en/contact.ts";
import { t } from "../messages/t.ts";

/** The labels of the customer, which are others than those of the conversation. */
export function ContactLabels({ contact: { labels: ids }, change, mayWrite }: EditableProps) {
  const labels = useInboxView((inbox) => inbox.catalog("label"));
  const [isOpen, setOpen] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const shown = labels.filter(({ id }) => ids.includes(id));

  async function label(add: readonly string[], remove: readonly string[]): Promise<void> {
    const failure = await change({ labels: { add: [...add], remove: [...remove] } });
    setProblem(failure === null ? null : failure.message);
  }

  return (
    <section className="contact-section" aria-label={t(words.labelsOfContact)}>
      <div className="contact-section-head">
        <h4>{t(words.labels)}</h4>
        {mayWrite ? (
          <span className="label-menu">
            <SearchedMenu
              open={isOpen}
              setOpen={setOpen}
              overEdges
              align="end"
              search={t(words.searchLabels)}
              none={t(words.noLabels)}
              trigger={
                <Menu.Trigger className="icon-button contact-small-button" aria-label={t(words.labelContact)}>
                  <Tag size={16} aria-hidden />
                </Menu.Trigger>
              }
            >
              {(matches, query, clear) => (
                <LabelItems
                  chosen={ids}
                  label={(add, remove) => void label(add, remove)}
                  matches={matches}
                  query={query}
                  clear={clear}
                />
              )}
            </SearchedMenu>
          </span>
        ) : null}
      </div>
      {shown.length === 0 ? (
        <p className="contact-nothing">{t(mayWrite ? words.noneYet : words.noneSaid)}</p>
      ) : (
        <ul className="contact-chips">
          {shown.map((one) => (
            <li key={one.id}>
              <LabelChip label={one} />
            </li>
          ))}
        </ul>
      )}
      {problem === null ? null : (
        <p className="field-error" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}
