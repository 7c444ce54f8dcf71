import { Menu } from "@base-ui/react/menu";
import { AlarmClock, AlarmClockOff, CalendarClock } from "lucide-react";
import { Suspense, useState } from "react";
import type { Conversation } from "../../protocol/records.ts";
import { useToday } from "../today.ts";
import { lazily } from "../lazily.ts";
import { conversation as words } from "../messages/en/conversation.ts";
import { t } from "../messages/t.ts";
import { useConversationActions } from "./conversation-actions.ts";
import { PlainHeaderMenu } from "./header-menu.tsx";
import { snoozeChoices, untilTime } from "./snooze-times.ts";
import { now } from "../clock.ts";

const TimeDialog = lazily(() => import("./time-dialog.tsx"));

/** Puts the conversation out of sight until a time, or until the customer writes. */
export function SnoozeMenu({ conversation }: { conversation: Conversation }) {
  const { snooze, reopen } = useConversationActions(conversation);
  const [isChoosing, setChoosing] = useState(false);
  return (
    <span className="snooze-menu">
      <PlainHeaderMenu
        menu="snooze"
        trigger={
          <Menu.Trigger className="icon-button snooze" aria-label={t(words.snooze)} title={t(words.snooze)}>
            <AlarmClock size={16} aria-hidden />
          </Menu.Trigger>
        }
      >
        <Choices snooze={snooze} />
        <Menu.Separator className="menu-separator" />
        <Menu.Item className="menu-item" onClick={() => setChoosing(true)}>
          <CalendarClock size={16} aria-hidden />
          {t(words.dateAndTimeMenu)}
        </Menu.Item>
        {conversation.status === "snoozed" ? (
          <Menu.Item className="menu-item" onClick={reopen}>
            <AlarmClockOff size={16} aria-hidden />
            {t(words.wakeUp)}
          </Menu.Item>
        ) : null}
      </PlainHeaderMenu>
      {isChoosing ? (
        <Suspense>
          <TimeDialog
            title={t(words.snoozeUntil)}
            action={t(words.snooze)}
            hint={t(words.comesBack)}
            choose={snooze}
            close={() => setChoosing(false)}
          />
        </Suspense>
      ) : null}
    </span>
  );
}

/** Made anew at each opening, since the hour moves on. */
function Choices({ snooze }: { snooze: (until: Date) => void }) {
  const today = useToday();
  const [choices] = useState(() => snoozeChoices(new Date(now())));
  return choices.map(({ key, name, until }) => (
    <Menu.Item key={key} className="menu-item" onClick={() => snooze(until)}>
      {name}
      <span className="menu-item-aside">{untilTime(until.toISOString(), today)}</span>
    </Menu.Item>
  ));
}
