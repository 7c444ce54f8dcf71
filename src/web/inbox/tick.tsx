import {
  Ban,
  CalendarClock,
  Check,
  CheckCheck,
  CircleAlert,
  CircleQuestionMark,
  Clock,
  type LucideIcon,
} from "lucide-react";
import type { Message } from "../../protocol/records.ts";
import type { DeliveryStatus } from "../../protocol/message-kinds.ts";
import { thread as words } from "../messages/en/thread.ts";
import { t } from "../messages/t.ts";
import { clockTime, fullTime } from "../time.ts";
import "./tick.css";

interface TickLook {
  icon: LucideIcon;
  tone: "plain" | "read" | "amber" | "red";
}

const looks: Readonly<Record<DeliveryStatus, TickLook>> = {
  scheduled: { icon: CalendarClock, tone: "plain" },
  queued: { icon: Clock, tone: "plain" },
  unconfirmed: { icon: CircleQuestionMark, tone: "amber" },
  sent: { icon: Check, tone: "plain" },
  delivered: { icon: CheckCheck, tone: "plain" },
  read: { icon: CheckCheck, tone: "read" },
  played: { icon: CheckCheck, tone: "read" },
  failed: { icon: CircleAlert, tone: "red" },
  cancelled: { icon: Ban, tone: "plain" },
};

/** How far an outbound message has come; nothing for inbound ones. */
export function Tick({ message }: { message: Message }) {
  if (message.status === null || message.direction === "inbound") return null;
  const { icon: Icon, tone } = looks[message.status];
  const status = t(words[`status.${message.status}`]);
  const at = timeOf(message);
  return (
    <span
      className={`tick tick-${tone}`}
      title={at === null ? status : t(words.statusOn, { status, time: fullTime(at) })}
      data-status={message.status}
    >
      <Icon size={16} aria-hidden />
      <span className="visually-hidden">
        {at === null ? status : t(words.statusAt, { status, time: clockTime(at) })}
      </span>
    </span>
  );
}

function timeOf({ status, sentAt, deliveredAt, readAt }: Message): string | null {
  switch (status) {
    case "sent":
      return sentAt;
    case "delivered":
      return deliveredAt;
    case "read":
    case "played":
      return readAt;
    case null:
    case "scheduled":
    case "queued":
    case "unconfirmed":
    case "failed":
    case "cancelled":
      return null;
  }
}
