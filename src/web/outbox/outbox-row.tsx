import { CircleAlert, CircleQuestionMark, Clock } from "lucide-react";
import { useState } from "react";
import { Link } from "wouter";
import type { CommandName } from "../../protocol/commands.ts";
import type { Channel } from "../../protocol/records.ts";
import type { UndeliveredItem } from "../../protocol/undelivered.ts";
import type { SentCommand } from "../../client/inbox.ts";
import { useInbox } from "../../client/react.ts";
import { Button } from "../controls/button.tsx";
import { ChannelGlyph } from "../inbox/channel-glyph.tsx";
import { messageSummary } from "../inbox/message-summary.ts";
import { contactName } from "../inbox/names.ts";
import { messageAddress } from "../inbox/shown-message.ts";
import { outbox as words } from "../messages/en/outbox.ts";
import { t } from "../messages/t.ts";
import { refusalText } from "../refusal-text.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { fullTime, listTime } from "../time.ts";
import { useToday } from "../today.ts";
import { reasonOf } from "./outbox-words.ts";

interface OutboxRowProps {
  item: UndeliveredItem;
  channel: Channel | undefined;
  /** null: it cannot be selected. */
  selected: boolean | null;
  select: (on: boolean) => void;
  mayWrite: boolean;
}

/** One message: to whom, what, why it is not there, and what can be done. */
export function OutboxRow({ item, channel, selected, select, mayWrite }: OutboxRowProps) {
  const { slug } = useOrganisation();
  const today = useToday();
  const { message, contact } = item;
  const name = contactName(contact);
  const { why, advice } = reasonOf(item, channel?.channel, today);
  const Icon = item.waiting !== null ? Clock : message.status === "unconfirmed" ? CircleQuestionMark : CircleAlert;
  const tone = item.waiting !== null ? "waiting" : message.status === "unconfirmed" ? "unconfirmed" : "failed";
  return (
    <li className="outbox-row">
      {selected === null ? null : (
        <input
          type="checkbox"
          className="check-box outbox-select"
          aria-label={t(words.select, { name })}
          checked={selected}
          onChange={({ target }) => select(target.checked)}
        />
      )}
      <div className="outbox-what">
        <p className="outbox-to">
          {channel === undefined ? null : <ChannelGlyph channel={channel.channel} />}
          <bdi className="outbox-name">{name}</bdi>
          <bdi className="outbox-channel">{channel?.name}</bdi>
          <time className="outbox-time" dateTime={message.timestamp} title={fullTime(message.timestamp)}>
            {listTime(message.timestamp, today)}
          </time>
        </p>
        <p className="outbox-text" dir="auto">
          {messageSummary(message)}
        </p>
        <p className={`outbox-why outbox-why-${tone}`}>
          <Icon size={16} aria-hidden />
          <span dir="auto">
            {why} {advice}
          </span>
        </p>
        <div className="outbox-actions">
          {mayWrite ? <OutboxActions item={item} /> : null}
          <Link className="text-link" href={messageAddress(slug, message.conversationId, message.id)}>
            {t(words.open)}
          </Link>
          {item.waiting?.for === "channel" ? (
            <Link className="text-link" href={`/o/${slug}/settings/channels/${message.channelId}`}>
              {t(words.toChannel)}
            </Link>
          ) : null}
        </div>
      </div>
    </li>
  );
}

function OutboxActions({ item: { message, waiting } }: { item: UndeliveredItem }) {
  const inbox = useInbox();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const { conversationId, id } = message;

  async function run(sent: SentCommand<CommandName>): Promise<void> {
    setBusy(true);
    const answer = await sent.settled;
    setBusy(false);
    setRefused(answer.ok ? null : refusalText(answer));
    // It is told here, and needs no second telling above the page.
    for (const failure of inbox.failures()) if (failure.id === sent.id) failure.dismiss();
  }
  const retry = () => void run(inbox.retry(conversationId, id));
  const isOnItsWay = waiting?.for === "answer";
  return (
    <>
      {waiting !== null ? (
        isOnItsWay ? null : (
          <Button busy={busy} onClick={() => void run(inbox.cancel(conversationId, id))}>
            {t(words.takeBack)}
          </Button>
        )
      ) : message.status === "unconfirmed" ? (
        <>
          <Button busy={busy} onClick={() => void run(inbox.settle(conversationId, id, true))}>
            {t(words.arrived)}
          </Button>
          <Button busy={busy} onClick={() => void run(inbox.settle(conversationId, id, false))}>
            {t(words.notArrived)}
          </Button>
        </>
      ) : (
        <Button busy={busy} onClick={retry}>
          {t(words.retry)}
        </Button>
      )}
      {refused === null ? null : (
        <p className="outbox-refused" role="alert">
          {t(words.notDone, { reason: refused })}
        </p>
      )}
    </>
  );
}
