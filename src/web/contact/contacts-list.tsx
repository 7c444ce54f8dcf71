import { ContactRound, Search, SearchX } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { Link, useLocation } from "wouter";
import { useInboxView } from "../../client/react.ts";
import type { Contact } from "../../protocol/records.ts";
import { Avatar } from "../controls/avatar.tsx";
import { Button } from "../controls/button.tsx";
import { Empty, Notice } from "../controls/notice.tsx";
import { LabelChips } from "../inbox/label-chips.tsx";
import { contactName } from "../inbox/names.ts";
import { useShortcutHandlers } from "../shell/keyboard.tsx";
import { valueText } from "./contact-value.ts";
import { type ContactList, useContacts } from "./use-contacts.ts";
import { contact as words } from "../messages/en/contact.ts";
import { contacts } from "../messages/en/contacts.ts";
import { shell } from "../messages/en/shell.ts";
import { t } from "../messages/t.ts";
import "./contacts-list.css";

/** Between the last key and the question: nobody wants an answer for each letter. */
const quietMs = 200;
const searchId = "search-contacts";

interface ListProps {
  /** What is searched for. */
  q: string;
  openId: string | null;
  addressOf: (contactId: string | null, q: string) => string;
}

/** The customers by name, and the field that finds one. */
export function ContactsList({ q, openId, addressOf }: ListProps) {
  const list = useContacts(q);
  const [, navigate] = useLocation();
  const row = (step: 1 | -1) => {
    const at = list.items.findIndex(({ id }) => rowId(id) === document.activeElement?.id);
    const from = at === -1 ? list.items.findIndex(({ id }) => id === openId) : at;
    const next = list.items[from === -1 ? 0 : Math.min(Math.max(from + step, 0), list.items.length - 1)];
    if (next === undefined) return false;
    document.getElementById(rowId(next.id))?.focus();
  };
  useShortcutHandlers({
    next: () => row(1),
    previous: () => row(-1),
    search: () => document.getElementById(searchId)?.focus(),
  });
  return (
    <section className="contacts-list" aria-label={t(contacts.title)}>
      <header className="contacts-list-header">
        <h2 className="contacts-title">{t(contacts.title)}</h2>
      </header>
      <SearchField asked={q} ask={(text) => navigate(addressOf(openId, text), { replace: true })} down={() => row(1)} />
      <div className="contacts-scroll">
        <Rows list={list} q={q} openId={openId} addressOf={addressOf} />
      </div>
    </section>
  );
}

function Rows({ list, q, openId, addressOf }: ListProps & { list: ContactList }) {
  return (
    <>
      {list.items.length > 0 || list.hasMore ? null : q === "" ? (
        <Empty icon={ContactRound} title={t(contacts.none)}>
          {t(contacts.noneHint)}
        </Empty>
      ) : (
        <Empty icon={SearchX} title={t(contacts.noneFound)}>
          {t(contacts.noneFoundHint)}
        </Empty>
      )}
      <ul>
        {list.items.map((contact) => (
          <li key={contact.id}>
            <Row contact={contact} href={addressOf(contact.id, q)} isOpen={contact.id === openId} />
          </li>
        ))}
      </ul>
      {list.error === null ? null : <Notice tone="error">{t(contacts.notLoaded, { reason: list.error })}</Notice>}
      {list.hasMore && (list.items.length > 0 || list.error !== null) ? (
        <Button className="contacts-more" busy={list.loading} onClick={list.load}>
          {t(list.error === null ? contacts.more : shell.tryAgain)}
        </Button>
      ) : null}
    </>
  );
}

function rowId(contactId: string): string {
  return `contact-${contactId}`;
}

function Row({ contact: loaded, href, isOpen }: { contact: Contact; href: string; isOpen: boolean }) {
  const held = useInboxView((inbox) => inbox.contactRecord(loaded.id));
  const contact = held !== null && held.seq > loaded.seq ? held : loaded;
  const { id, name, phoneNumber, stage, value, labels } = contact;
  return (
    <Link id={rowId(id)} className="contacts-row" href={href} aria-current={isOpen ? "true" : undefined}>
      <Avatar id={id} name={name} />
      <span className="contacts-name">
        <bdi>{contactName(contact)}</bdi>
      </span>
      <span className={`contacts-stage contacts-stage-${stage}`}>{t(words[`stage.${stage}`])}</span>
      <span className="contacts-number">
        <bdi dir="ltr">{name === null ? "" : (phoneNumber ?? "")}</bdi>
      </span>
      <span className="contacts-value">{valueText(value)}</span>
      {labels.length === 0 ? null : (
        <span className="contacts-labels">
          <LabelChips ids={labels} shownAtMost={2} />
        </span>
      )}
    </Link>
  );
}

interface SearchProps {
  asked: string;
  ask: (text: string) => void;
  /** To the first row. */
  down: () => void;
}

function SearchField({ asked, ask, down }: SearchProps) {
  const [text, setText] = useState(asked);
  const [known, setKnown] = useState(asked);
  // Another address (a link, the back button) says another thing.
  if (known !== asked) {
    setKnown(asked);
    if (text.trim() !== asked) setText(asked);
  }
  const askNow = useEffectEvent((wanted: string) => {
    if (wanted !== asked) ask(wanted);
  });
  useEffect(() => {
    const timer = setTimeout(() => askNow(text.trim()), quietMs);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <search className="contacts-search">
      <Search size={16} aria-hidden />
      <input
        id={searchId}
        className="contacts-search-field"
        type="search"
        autoComplete="off"
        aria-label={t(contacts.search)}
        placeholder={t(contacts.nameOrNumber)}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Escape" && text !== "") setText("");
          else if (event.key === "Escape") event.currentTarget.blur();
          else if (event.key === "Enter" || event.key === "ArrowDown") down();
          else return;
          event.preventDefault();
        }}
      />
    </search>
  );
}
