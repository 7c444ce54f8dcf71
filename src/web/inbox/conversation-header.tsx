import { ArrowLeft, CheckCircle2, RotateCcw } from "lucide-react";
import { Link } from "wouter";
import type { ConversationView } from "../../client/inbox.ts";
import { ContactButton } from "../contact/contact-button.tsx";
import { Avatar } from "../controls/avatar.tsx";
import { Button } from "../controls/button.tsx";
import { useInboxView } from "../../client/react.ts";
import type { Conversation } from "../../protocol/records.ts";
import { conversation as words } from "../messages/en/conversation.ts";
import { t } from "../messages/t.ts";
import { AssignMenu } from "./assign-menu.tsx";
import { ChannelGlyph } from "./channel-glyph.tsx";
import { useConversationActions } from "./conversation-actions.ts";
import { ConversationFacts } from "./conversation-facts.tsx";
import { MacroMenu } from "./macro-menu.tsx";
import { MoreMenu } from "./more-menu.tsx";
import { channelName, contactName } from "./names.ts";
import type { ShownThread } from "./shown-thread.ts";
import { SnoozeMenu } from "./snooze-menu.tsx";
import { TogetherToggle } from "./together-toggle.tsx";
import { Viewers } from "./viewers.tsx";
import "./conversation-header.css";

interface HeaderProps {
  view: ConversationView;
  thread: ShownThread;
  back: string;
  leave: () => void;
  mayWrite: boolean;
}

/** Who the conversation is with, what is done with it most, and what the team knows of it. */
export function ConversationHeader({ view: { record, contact }, thread, back, leave, mayWrite }: HeaderProps) {
  const number = record.identityAddress ?? contact?.phoneNumber;
  const channel = useInboxView((one) => one.channels().find(({ id }) => id === record.channelId) ?? null);
  return (
    <header className="thread-header">
      <Link className="icon-button thread-back" href={back} aria-label={t(words.back)}>
        <ArrowLeft size={20} aria-hidden />
      </Link>
      <Avatar id={record.contactId} name={contact?.name ?? null} />
      <div className="thread-who">
        <h2 className="thread-name">
          <ContactButton name={contactName(contact)} />
        </h2>
        <p className="thread-via">
          <ChannelGlyph channel={record.channel} />
          <span>
            {contact?.name == null || number == null ? null : (
              <>
                <bdi dir="ltr">{number}</bdi>
                {" · "}
              </>
            )}
            <bdi>{channel?.name ?? channelName(record.channel)}</bdi>
          </span>
        </p>
      </div>
      <Viewers conversationId={record.id} size={24} />
      {mayWrite ? <MainActions conversation={record} /> : null}
      <MoreMenu conversation={record} leave={leave} mayWrite={mayWrite} />
      {mayWrite ? <MacroMenu conversation={record} /> : null}
      <ConversationFacts conversation={record} mayWrite={mayWrite}>
        <TogetherToggle thread={thread} />
      </ConversationFacts>
    </header>
  );
}

function MainActions({ conversation }: { conversation: Conversation }) {
  const { close, reopen } = useConversationActions(conversation);
  return (
    <>
      <AssignMenu conversation={conversation} />
      {/* A time that is being chosen is not the time of another conversation. */}
      <SnoozeMenu key={conversation.id} conversation={conversation} />
      {conversation.status === "active" ? (
        <Button className="thread-action" onClick={close}>
          <CheckCircle2 size={16} aria-hidden />
          <span className="thread-action-name">{t(words.close)}</span>
        </Button>
      ) : (
        <Button className="thread-action" onClick={reopen}>
          <RotateCcw size={16} aria-hidden />
          <span className="thread-action-name">{t(words.reopen)}</span>
        </Button>
      )}
    </>
  );
}
