import { Menu } from "@base-ui/react/menu";
import { Archive, ArrowLeft, CheckCircle2, Ellipsis, MailOpen, RotateCcw } from "lucide-react";
import { Link } from "wouter";
import type { ConversationView } from "../../client/inbox.ts";
import { Avatar } from "../controls/avatar.tsx";
import { MenuPopup } from "../controls/menu-popup.tsx";
import { Button } from "../controls/button.tsx";
import { useInbox, useInboxView } from "../../client/react.ts";
import { AssignMenu } from "./assign-menu.tsx";
import { ChannelGlyph } from "./channel-glyph.tsx";
import { channelNames, contactName } from "./names.ts";
import { Viewers } from "./viewers.tsx";
import "./conversation-header.css";

interface HeaderProps {
  view: ConversationView;
  back: string;
  leave: () => void;
  mayWrite: boolean;
}

export function ConversationHeader({ view, back, leave, mayWrite }: HeaderProps) {
  const inbox = useInbox();
  const { record, contact } = view;
  const channel = useInboxView((one) => one.channels().find(({ id }) => id === record.channelId) ?? null);
  return (
    <header className="thread-header">
      <Link className="icon-button thread-back" href={back} aria-label="Back to the list">
        <ArrowLeft size={20} aria-hidden />
      </Link>
      <Avatar id={record.contactId} name={contact?.name ?? null} />
      <div className="thread-who">
        <h2 className="thread-name">{contactName(contact)}</h2>
        <p className="thread-via">
          <ChannelGlyph channel={record.channel} />
          <span>
            {contact?.name == null || contact.phoneNumber === null ? "" : `${contact.phoneNumber} · `}
            {channel?.name ?? channelNames[record.channel]}
          </span>
        </p>
      </div>
      {record.status === "active" ? null : <span className="thread-status">{statusNames[record.status]}</span>}
      <Viewers conversationId={record.id} size={24} />
      {mayWrite ? <AssignMenu conversation={record} /> : null}
      {!mayWrite ? null : record.status === "active" ? (
        <Button className="thread-action" onClick={() => inbox.close(record.id)}>
          <CheckCircle2 size={16} aria-hidden />
          <span className="thread-action-name">Close</span>
        </Button>
      ) : (
        <Button className="thread-action" onClick={() => inbox.reopen(record.id)}>
          <RotateCcw size={16} aria-hidden />
          <span className="thread-action-name">Reopen</span>
        </Button>
      )}
      <MoreMenu view={view} leave={leave} mayWrite={mayWrite} />
      {channel === null || channel.state === "connected" ? null : (
        <output className="thread-channel-problem">
          {channel.name} does not send at the moment{channel.stateReason === null ? "." : `: ${channel.stateReason}`}{" "}
          What you write is kept.
        </output>
      )}
    </header>
  );
}

const statusNames = { active: "Open", closed: "Closed", archived: "Archived", snoozed: "Snoozed" } as const;

function MoreMenu({ view: { record }, leave, mayWrite }: Omit<HeaderProps, "back">) {
  const inbox = useInbox();
  return (
    <Menu.Root>
      <Menu.Trigger className="icon-button" aria-label="More actions">
        <Ellipsis size={20} aria-hidden />
      </Menu.Trigger>
      <MenuPopup>
        <Menu.Item
          className="menu-item"
          onClick={() => {
            inbox.markUnread(record.id);
            leave();
          }}
        >
          <MailOpen size={16} aria-hidden />
          Mark as unread
          <kbd className="menu-item-end menu-key">u</kbd>
        </Menu.Item>
        {mayWrite && record.status !== "archived" ? (
          <Menu.Item className="menu-item" onClick={() => inbox.archive(record.id)}>
            <Archive size={16} aria-hidden />
            Archive
          </Menu.Item>
        ) : null}
      </MenuPopup>
    </Menu.Root>
  );
}
