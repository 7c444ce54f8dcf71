import type { Label, LabelColor } from "../../protocol/catalog-records.ts";
import "./label-chip.css";

/** A label as it stands on a conversation. A name too long for its place is cut, and shown by the pointer. */
export function LabelChip({ label }: { label: Pick<Label, "name" | "color"> }) {
  return (
    <span className={`label-chip label-${label.color}`} title={label.name}>
      <span className="label-dot" aria-hidden />
      <span className="label-chip-name">{label.name}</span>
    </span>
  );
}

/** The colour alone, for menus and lists. Decorative: the name stands beside it. */
export function LabelDot({ color }: { color: LabelColor }) {
  return <span className={`label-dot label-${color}`} aria-hidden />;
}
