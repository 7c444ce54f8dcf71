import { OctagonAlert, Signal, SignalHigh, SignalLow, SignalMedium, type LucideIcon } from "lucide-react";
import type { Priority } from "../../protocol/record-parts.ts";
import "./priority.css";

export const priorityNames: Readonly<Record<Priority, string>> = {
  none: "No priority",
  low: "Low",
  medium: "Medium",
  high: "High",
  urgent: "Urgent",
};

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
  const words = priority === "urgent" ? "Urgent" : `${priorityNames[priority]} priority`;
  return (
    <span className="priority-mark" title={words}>
      <PriorityIcon priority={priority} />
      <span className="visually-hidden">{words}</span>
    </span>
  );
}
