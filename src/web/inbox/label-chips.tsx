import { useInboxView } from "../../client/react.ts";
import { LabelChip } from "../controls/label-chip.tsx";
import { listText } from "../list-text.ts";
import { numberText } from "../number.ts";
import "./label-chips.css";

/** Labels by their names, the first few and how many more. A deleted one is left out. */
export function LabelChips({ ids, shownAtMost }: { ids: readonly string[]; shownAtMost: number }) {
  const all = useInboxView((inbox) => inbox.catalog("label"));
  const labels = all.filter(({ id }) => ids.includes(id));
  if (labels.length === 0) return null;
  const more = labels.slice(shownAtMost);
  return (
    <span className="label-chips">
      {labels.slice(0, shownAtMost).map((label) => (
        <LabelChip key={label.id} label={label} />
      ))}
      {more.length === 0 ? null : (
        <bdi className="label-chips-more" title={listText(more.map(({ name }) => name))}>
          +{numberText(more.length)}
        </bdi>
      )}
    </span>
  );
}
