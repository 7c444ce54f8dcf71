import { Menu } from "@base-ui/react/menu";
import { CalendarClock } from "lucide-react";
import { Suspense, useState } from "react";
import { MenuPopup } from "../controls/menu-popup.tsx";
import { windowRefusal } from "../../core/window.ts";
import type { Conversation } from "../../protocol/records.ts";
import { lazily } from "../lazily.ts";
import { schedule as words } from "../messages/en/schedule.ts";
import { t } from "../messages/t.ts";
import { useToday } from "../today.ts";
import { snoozeChoices, untilTime } from "./snooze-times.ts";
import { now } from "../clock.ts";

const TimeDialog = lazily(() => import("./time-dialog.tsx"));

interface SendLaterProps {
  conversation: Conversation;
  sendable: boolean;
  send: (at: Date) => void;
}

/** The usual times that the customer's window leaves, and one of one's own. */
export function SendLater({ conversation, sendable, send }: SendLaterProps) {
  const [isChoosing, setChoosing] = useState(false);
  const isTaken = (time: Date) => windowRefusal(conversation, time.toISOString()) === null;
  const closesAt = conversation.windowClosesAt;
  return (
    <>
      <Menu.Root>
        <Menu.Trigger className="icon-button" aria-label={t(words.later)} title={t(words.later)} disabled={!sendable}>
          <CalendarClock size={16} aria-hidden />
        </Menu.Trigger>
        <MenuPopup align="start">
          <Choices isTaken={isTaken} send={send} />
          <Menu.Separator className="menu-separator" />
          <Menu.Item className="menu-item" onClick={() => setChoosing(true)}>
            {t(words.dateAndTimeMenu)}
          </Menu.Item>
        </MenuPopup>
      </Menu.Root>
      {isChoosing ? (
        <Suspense>
          <TimeDialog
            title={t(words.at)}
            action={t(words.schedule)}
            hint={t(words.hint)}
            refuses={(time) =>
              isTaken(time) || closesAt === null
                ? null
                : t(words.beyondWindow, { time: untilTime(closesAt, new Date(now())) })
            }
            choose={send}
            close={() => setChoosing(false)}
          />
        </Suspense>
      ) : null}
    </>
  );
}

/** Made anew at each opening, since the hour moves on. */
function Choices({ isTaken, send }: { isTaken: (time: Date) => boolean; send: (at: Date) => void }) {
  const today = useToday();
  const [choices] = useState(() => snoozeChoices(new Date(now())).filter(({ until }) => isTaken(until)));
  return choices.map(({ key, name, until }) => (
    <Menu.Item key={key} className="menu-item" onClick={() => send(until)}>
      {name}
      <span className="menu-item-aside">{untilTime(until.toISOString(), today)}</span>
    </Menu.Item>
  ));
}
