import { Dialog } from "@base-ui/react/dialog";
import { type FormEvent, Suspense, useRef, useState } from "react";
import { useInboxView } from "../../client/react.ts";
import { channelRules } from "../../core/channel-rules.ts";
import { limits } from "../../protocol/limits.ts";
import { visibleName } from "../../protocol/plain-text.ts";
import { Button } from "../controls/button.tsx";
import { EditorDialog } from "../controls/editor-dialog.tsx";
import { SelectField, TextAreaField, TextField } from "../controls/field.tsx";
import { Notice } from "../controls/notice.tsx";
import { channelTitle } from "../inbox/channel-line.tsx";
import { lazily } from "../lazily.ts";
import { controls } from "../messages/en/controls.ts";
import { start as words } from "../messages/en/start.ts";
import { t } from "../messages/t.ts";
import { CustomerField } from "./customer-field.tsx";
import type { StartWish } from "./open-start.ts";
import type { Customer } from "./reachable.ts";
import { useStartChannels } from "./start-channels.ts";
import { type Addressee, useStart } from "./use-start.ts";

const TemplatePicker = lazily(() => import("../templates/template-picker.tsx"));

/** Writes to a customer first: who, by which channel, and what. */
export default function StartDialog({ wish, close }: { wish: StartWish; close: () => void }) {
  const form = useRef<HTMLDivElement>(null);
  const first = () => form.current?.querySelector<HTMLElement>("input, select") ?? null;
  return (
    <EditorDialog
      open
      title={t(words.title)}
      close={close}
      // What is known is not what one wants to change first.
      initialFocus={first}
    >
      <div ref={form}>
        <StartForm wish={wish} close={close} goOn={() => requestAnimationFrame(() => first()?.focus())} />
      </div>
    </EditorDialog>
  );
}

interface FormProps {
  wish: StartWish;
  close: () => void;
  /** What had the focus is gone: to what is asked next. */
  goOn: () => void;
}

function StartForm({ wish, close, goOn }: FormProps) {
  const [customer, setCustomer] = useState<Customer | null>(wish.contact === null ? null : { contact: wish.contact });
  const [wanted, setWanted] = useState(wish.channelId);
  const channels = useStartChannels(customer);
  const chosen = channels.find(({ channel }) => channel.id === wanted) ?? channels[0] ?? null;
  const [name, setName] = useState("");
  // Here, so that what was written is still there by another channel.
  const [written, setWritten] = useState<Written>({ subject: "", body: "" });
  const titles = useInboxView((inbox) =>
    channels.map(({ channel: { id, channel } }) => channelTitle(inbox, channel, id)).join("\n"),
  ).split("\n");
  return (
    <div className="editor">
      <CustomerField
        customer={customer}
        choose={(next) => {
          setCustomer(next);
          goOn();
        }}
      />
      {customer === null || "contact" in customer ? null : (
        <TextField
          label={t(words.name)}
          dir="auto"
          maxLength={limits.nameLength}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      )}
      {customer === null ? null : channels.length === 0 ? (
        <Notice tone="error">{t(words.noChannel)}</Notice>
      ) : (
        <SelectField
          label={t(words.channel)}
          value={chosen?.channel.id}
          onChange={({ target }) => setWanted(target.value)}
        >
          {channels.map(({ channel }, index) => (
            <option key={channel.id} value={channel.id}>
              {titles[index]}
            </option>
          ))}
        </SelectField>
      )}
      <FirstMessage
        key={chosen?.channel.id}
        to={
          customer === null || chosen === null
            ? null
            : { customer, name: visibleName(name, limits.nameLength) ?? "", chosen }
        }
        meant={(address) => setCustomer({ address, kind: "phone" })}
        written={written}
        write={(part) => setWritten((before) => ({ ...before, ...part }))}
        close={close}
      />
    </div>
  );
}

interface Written {
  readonly subject: string;
  readonly body: string;
}

interface FirstMessageProps {
  to: Addressee | null;
  /** Of several numbers that were not told apart one was chosen. */
  meant: (address: string) => void;
  written: Written;
  write: (part: Partial<Written>) => void;
  close: () => void;
}

/** What is said first, as the channel demands it; or the way to what was said already. */
function FirstMessage({ to, meant, written: { subject, body }, write, close }: FirstMessageProps) {
  const { send, open, busy, failure, candidates } = useStart(to, close);
  const [isPicking, setPicking] = useState(false);
  const [isEmpty, setEmpty] = useState(false);
  const rules = to === null ? null : channelRules[to.chosen.channel.channel];
  const there = to?.chosen.conversation ?? null;
  const isTemplate = rules?.templates === true && there === null;

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (busy || to === null) return;
    if (there !== null) return open(there.record.id);
    if (isTemplate) return setPicking(true);
    setEmpty(body.trim() === "");
    // A subject that was written for mail stays behind when it becomes an SMS.
    const heading = rules?.subject === true && subject.trim() !== "" ? { subject: subject.trim() } : {};
    if (body.trim() !== "") void send({ body, ...heading });
  }

  return (
    <>
      <form className="editor" onSubmit={submit}>
        {there === null ? null : <p className="start-none">{t(words.there)}</p>}
        {isTemplate ? <p className="start-none">{t(words.templateFirst)}</p> : null}
        {rules === null || there !== null || isTemplate ? null : (
          <>
            {rules.subject ? (
              <TextField
                label={t(words.subject)}
                dir="auto"
                maxLength={limits.subjectLength}
                value={subject}
                onChange={({ target }) => write({ subject: target.value })}
              />
            ) : null}
            <TextAreaField
              label={t(words.message)}
              dir="auto"
              error={isEmpty && body.trim() === "" ? t(words.nothingSaid) : undefined}
              value={body}
              onChange={({ target }) => write({ body: target.value })}
            />
          </>
        )}
        {failure === null ? null : (
          <Notice tone="error">{candidates.length === 0 ? failure : t(words.whichNumber)}</Notice>
        )}
        {candidates.length === 0 ? null : (
          <div className="start-candidates">
            {candidates.map((number) => (
              <Button key={number} onClick={() => meant(number)}>
                <bdi dir="ltr" className="tabular">
                  {number}
                </bdi>
              </Button>
            ))}
          </div>
        )}
        <div className="dialog-actions">
          <Dialog.Close className="button button-plain">{t(controls.cancel)}</Dialog.Close>
          {to === null ? null : (
            <Button type="submit" look="primary" busy={busy}>
              {t(there !== null ? words.open : isTemplate ? words.chooseTemplate : words.send)}
            </Button>
          )}
        </div>
      </form>
      {/* Outside of the form: its own form would submit this one too. */}
      {isPicking && to !== null ? (
        <Suspense>
          <TemplatePicker
            channelId={to.chosen.channel.id}
            send={(template) => void send({ body: "", template })}
            close={() => setPicking(false)}
          />
        </Suspense>
      ) : null}
    </>
  );
}
