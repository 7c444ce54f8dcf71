import { ChevronDown, ChevronUp, ReplyAll, Users, X } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import type { DraftHead } from "../../client/inbox.ts";
import { useInboxView } from "../../client/react.ts";
import { limits } from "../../protocol/limits.ts";
import type { Conversation } from "../../protocol/records.ts";
import { Button } from "../controls/button.tsx";
import { TextField } from "../controls/field.tsx";
import { IconButton } from "../controls/icon-button.tsx";
import { listText } from "../list-text.ts";
import { mailHead as words } from "../messages/en/mail-head.ts";
import { t } from "../messages/t.ts";
import { readAddresses } from "./read-addresses.ts";
import { threadSubject } from "./thread-people.ts";
import { useRecipients } from "./use-recipients.ts";
import "./mail-head.css";

interface MailHeadProps {
  conversation: Conversation;
  /** The quoted message's id: it is answered then, else the customer's last one. */
  quotedId: string | null;
  /** null: as the thread goes on by itself. */
  head: DraftHead | null;
  change: (head: DraftHead | null) => void;
  /** Enter was pressed in the subject: on to the text. */
  leave: () => void;
}

/** Above the text of a mail: what it is about and who gets it, on one line until somebody changes it. */
export default function MailHead({ conversation, quotedId, head, change, leave }: MailHeadProps) {
  const [isOpen, setOpen] = useState(false);
  const thread = useInboxView((inbox) => inbox.thread(conversation.id).messages);
  const messages = thread.map(({ record }) => record);
  const answeredId = quotedId ?? conversation.lastInboundId ?? null;
  const usual = threadSubject(messages, answeredId);
  const { subject, cc } = head ?? { subject: null, cc: [] };
  const recipients = useRecipients(conversation, messages, quotedId, cc);
  const others = recipients?.others ?? [];
  const set = (next: Partial<DraftHead>) => {
    const made = { subject, cc, ...next };
    change(made.subject === null && made.cc.length === 0 ? null : made);
  };
  // An answer keeps those who are in copy by itself.
  const addOthers = () =>
    set({ cc: [...new Set([...(recipients?.cc ?? cc), ...others])].slice(0, limits.ccPerMessage) });
  const Arrow = isOpen ? ChevronUp : ChevronDown;
  return (
    <div className="mail-head">
      <div className="mail-head-top">
        <button type="button" className="mail-head-line" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <span className="visually-hidden">{t(words.edit)}: </span>
          <span className="mail-head-subject" dir="auto">
            {subject || usual || t(words.noSubject)}
          </span>
          <Arrow size={16} aria-hidden />
          <span className="mail-head-people">
            {recipients?.to == null ? null : <span>{t(words.to, { address: recipients.to })}</span>}
            <CopiesLine cc={recipients?.cc ?? cc} />
          </span>
        </button>
        {isOpen || others.length === 0 ? null : (
          <Button look="quiet" className="mail-head-all" title={listText(others)} onClick={addOthers}>
            <ReplyAll size={16} aria-hidden />
            {t(words.replyAll, { count: others.length })}
          </Button>
        )}
      </div>
      {isOpen ? (
        <>
          <TextField
            label={t(words.subject)}
            dir="auto"
            maxLength={limits.subjectLength}
            value={subject ?? usual}
            onChange={({ target }) => set({ subject: target.value === usual ? null : target.value })}
            onKeyDown={(event) => {
              if (!isEnter(event)) return;
              event.preventDefault();
              leave();
            }}
          />
          <Copies
            cc={cc}
            change={(next) => set({ cc: cc.length === 0 ? [...new Set([...(recipients?.cc ?? []), ...next])] : next })}
          />
          {others.length === 0 ? null : (
            <Button look="quiet" title={listText(others)} onClick={addOthers}>
              <Users size={16} aria-hidden />
              {t(words.addAll, { count: others.length })}
            </Button>
          )}
        </>
      ) : null}
    </div>
  );
}

/** One is named, more are counted. */
function CopiesLine({ cc }: { cc: readonly string[] }) {
  const [only] = cc;
  if (only === undefined) return null;
  return (
    <span title={listText(cc)}>
      {cc.length === 1 ? t(words.copyTo, { address: only }) : t(words.copies, { count: cc.length })}
    </span>
  );
}

function Copies({ cc, change }: { cc: readonly string[]; change: (cc: readonly string[]) => void }) {
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string | undefined>(undefined);
  /** What was not taken stays in the field. */
  function add(): void {
    const { addresses, wrong } = readAddresses(typed);
    const next = [...new Set([...cc, ...addresses])];
    if (next.length > limits.ccPerMessage) return setProblem(t(words.tooMany, { most: limits.ccPerMessage }));
    if (addresses.length > 0) change(next);
    setTyped(wrong.join(", "));
    setProblem(wrong.length === 0 ? undefined : t(words.wrong, { text: wrong.join(", ") }));
  }
  return (
    <>
      {cc.length === 0 ? null : (
        <ul className="mail-copies" aria-label={t(words.chosen)}>
          {cc.map((address) => (
            <li key={address} className="mail-copy">
              <bdi dir="ltr">{address}</bdi>
              <IconButton
                label={t(words.remove, { address })}
                onClick={() => change(cc.filter((one) => one !== address))}
              >
                <X size={14} aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <TextField
        label={t(words.copiesTo)}
        hint={t(words.addHint)}
        error={problem}
        placeholder={t(words.add)}
        dir="ltr"
        inputMode="email"
        autoComplete="off"
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          setProblem(undefined);
        }}
        onBlur={add}
        onKeyDown={(event) => {
          if (!isEnter(event)) return;
          event.preventDefault();
          add();
        }}
      />
    </>
  );
}

/** In a field above the text it sends nothing. While an input method composes a character, it is not ours. */
function isEnter(event: KeyboardEvent): boolean {
  return event.key === "Enter" && !event.nativeEvent.isComposing;
}
