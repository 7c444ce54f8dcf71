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
import { clockTime, fullTime } from "../time.ts";
import "./tick.css";

interface TickLook {
  icon: LucideIcon;
  words: string;
  tone: "plain" | "read" | "amber" | "red";
}

const looks: Readonly<Record<DeliveryStatus, TickLook>> = {
  scheduled: { icon: CalendarClock, words: "Scheduled", tone: "plain" },
  queued: { icon: Clock, words: "Waiting to be sent", tone: "plain" },
  unconfirmed: { icon: CircleQuestionMark, words: "Not confirmed", tone: "amber" },
  sent: { icon: Check, words: "Sent", tone: "plain" },
  delivered: { icon: CheckCheck, words: "Delivered", tone: "plain" },
  read: { icon: CheckCheck, words: "Read", tone: "read" },
  played: { icon: CheckCheck, words: "Played", tone: "read" },
  failed: { icon: CircleAlert, words: "Failed", tone: "red" },
  cancelled: { icon: Ban, words: "Cancelled", tone: "plain" },
};

/** How far an outbound message has come; nothing for inbound ones. */
export function Tick({ message }: { message: Message }) {
  if (message.status === null || message.direction === "inbound") return null;
  const { icon: Icon, words, tone } = looks[message.status];
  const at = timeOf(message);
  return (
    <span
      className={`tick tick-${tone}`}
      title={at === null ? words : `${words}: ${fullTime(at)}`}
      data-status={message.status}
    >
      <Icon size={16} aria-hidden />
      <span className="visually-hidden">{at === null ? words : `${words} at ${clockTime(at)}`}</span>
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
