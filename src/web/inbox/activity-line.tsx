import { safeParse } from "valibot";
import { ActivitySchema } from "../../protocol/activity.ts";
import type { Inbox } from "../../client/inbox.ts";
import { useInboxView } from "../../client/react.ts";
import { clockTime, fullTime } from "../time.ts";
import { useToday } from "../today.ts";
import { activity as words } from "../messages/en/activity.ts";
import { t } from "../messages/t.ts";
import { type ActivityNames, activityWords } from "./activity-words.ts";
import { untilTime } from "./snooze-times.ts";
import type { ThreadRow } from "./thread-rows.ts";
import "./activity-line.css";

/** What was done to the conversation, between what was said in it. */
export function ActivityLine({ row: { view, wokeUp, starts, ends } }: { row: ThreadRow & { row: "activity" } }) {
  const message = view.record;
  const today = useToday();
  // A kind that a later version writes says itself by its body.
  const text = useInboxView((inbox) => {
    const { success, output } = safeParse(ActivitySchema, message.content);
    return success ? activityWords(output, namesIn(inbox, today), wokeUp) : message.body;
  });
  return (
    <p
      className="activity"
      title={fullTime(message.timestamp)}
      data-message={message.id}
      data-starts={starts ? "" : undefined}
      data-ends={ends ? "" : undefined}
    >
      <span className="activity-words">{text}</span>
      <time className="visually-hidden" dateTime={message.timestamp}>
        {clockTime(message.timestamp)}
      </time>
    </p>
  );
}

function namesIn(inbox: Inbox, today: Date): ActivityNames {
  const nameOf = (all: readonly { readonly id: string; readonly name: string }[], id: string) =>
    all.find((one) => one.id === id)?.name;
  return {
    person(id) {
      if (id === inbox.me) return { is: "you" };
      const name = nameOf(inbox.agents(), id);
      return name === undefined ? { is: "gone" } : { is: "named", name };
    },
    team(id) {
      const name = nameOf(inbox.catalog("team"), id);
      return name === undefined ? t(words.goneTeam) : t(words.team, { name });
    },
    label: (id) => nameOf(inbox.catalog("label"), id) ?? t(words.goneLabel),
    until: (iso) => untilTime(iso, today),
  };
}
