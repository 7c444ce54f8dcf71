import { OctagonAlert, Signal, SignalHigh, SignalLow, SignalMedium, type LucideIcon } from "lucide-react";
import type { Priority } from "../../protocol/record-parts.ts";
import { inbox as words } from "../messages/en/inbox.ts";
import { t } from "../messages/t.ts";
import "./priority.css";

export function priorityName(priority: Priority): string {
  return t(words[`priority.${priority}`]);
}

const icons: Readonly<Record<Priority, LucideIcon>> = {
  none: Signal,
  low: SignalLow,
  medium: SignalMedium,
  high: SignalHigh,
  urgent: OctagonAlert,
};

/** Decorative: its name stands beside it, or is read in its place. */
export function PriorityIcon({ priority }: { priority: Priority }) {
  const Icon = icons[priority];
  return <Icon className={`priority priority-${priority}`} size={16} aria-hidden />;
}

/** For where there is no room for words; nothing where there is no priority. */
export function PriorityMark({ priority }: { priority: Priority }) {
  if (priority === "none") return null;
  const text = t(words[`mark.${priority}`]);
  return (
    <span className="priority-mark" title={text}>
      <PriorityIcon priority={priority} />
      <span className="visually-hidden">{text}</span>
    </span>
  );
}
