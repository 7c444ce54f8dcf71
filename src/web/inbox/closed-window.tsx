import { CalendarOff } from "lucide-react";
import { channelRules } from "../../core/channel-rules.ts";
import type { TemplateUse } from "../../protocol/commands.ts";
import type { Conversation } from "../../protocol/records.ts";
import { templates as words } from "../messages/en/templates.ts";
import { t } from "../messages/t.ts";
import { TemplateButton } from "../templates/template-button.tsx";
import type { ReplyWindow } from "./reply-window.ts";
import "./closed-window.css";

interface ClosedWindowProps {
  conversation: Conversation;
  wasOpen: boolean;
  /** Something was written, or chosen, before it closed. */
  isKept: boolean;
  send: (use: TemplateUse) => void;
}

/** In the place of the box: why there is none, and what can be done instead. */
export function ClosedWindow({ conversation: { channel, channelId }, wasOpen, isKept, send }: ClosedWindowProps) {
  const { templates } = channelRules[channel];
  const why = !templates ? words.closedNoTemplate : wasOpen ? words.closed : words.neverOpen;
  return (
    <div className="closed-window">
      <CalendarOff size={20} aria-hidden />
      <p>
        {t(why)} {isKept ? t(words.kept) : null}
      </p>
      {templates ? <TemplateButton channelId={channelId} send={send} /> : null}
    </div>
  );
}

/** How long one can still write; nothing while that is hours away. */
export function WindowClock({ window }: { window: ReplyWindow }) {
  if (window.state !== "closing") return null;
  const hours = Math.floor(window.minutes / 60);
  const minutes = window.minutes % 60;
  return (
    <span className="window-clock">
      {hours > 0 ? t(words.closesInHours, { hours, minutes }) : t(words.closesInMinutes, { minutes })}
    </span>
  );
}
