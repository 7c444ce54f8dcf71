import { Dialog } from "@base-ui/react/dialog";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import type { Failure, Result } from "../api.ts";
import { controls } from "../messages/en/controls.ts";
import { t } from "../messages/t.ts";
import { Button } from "./button.tsx";
import { Confirm } from "./confirm.tsx";
import { Notice } from "./notice.tsx";
import "./editor-dialog.css";
import "./popup.css";

interface EditorDialogProps {
  open: boolean;
  title: string;
  wide?: boolean;
  close: () => void;
  /** What has the focus first; the first that can have it by default. */
  initialFocus?: () => HTMLElement | null;
  /** An `EditorForm`, made anew at each opening. */
  children: ReactNode;
}

/** Where something is made or changed. A press beside it does not close it, and Escape asks before it loses a text. */
export function EditorDialog({ open, title, wide = false, close, initialFocus, children }: EditorDialogProps) {
  const [isAsking, setAsking] = useState(false);
  const hasText = useRef(false);
  useEffect(() => {
    hasText.current = false;
  }, [open]);

  function end(): void {
    setAsking(false);
    close();
  }

  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => {
        if (next) return;
        if (hasText.current) setAsking(true);
        else end();
      }}
      disablePointerDismissal
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-backdrop" />
        <Dialog.Popup
          className={`dialog ${wide ? "dialog-wide" : ""}`}
          onInput={({ target }) => {
            if (isText(target)) hasText.current = true;
          }}
          {...(initialFocus === undefined ? {} : { initialFocus })}
        >
          <Dialog.Title className="dialog-title">{title}</Dialog.Title>
          {children}
          <Confirm
            open={isAsking}
            title={t(controls.discardTitle)}
            action={t(controls.discard)}
            keep={t(controls.keepEditing)}
            onCancel={() => setAsking(false)}
            onConfirm={end}
          >
            {t(controls.discardHint)}
          </Confirm>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** What a person has written; what is sought in a list of choices is none. */
function isText(target: EventTarget): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && target.role !== "combobox" && !notTyped.includes(target.type);
}

const notTyped: readonly string[] = ["checkbox", "radio", "color", "file", "range", "search"];

interface EditorFormProps {
  /** The verb on the button. */
  action: string;
  submit: () => Promise<Result<unknown>>;
  done: () => void;
  /** Beyond the name: fields, as the API calls them, that say themselves why they were refused. */
  fields?: readonly string[];
  /**
   * The fields. `taken`: another one has this name, in words that belong beside its field. `errorOf`: why one of
   * `fields` was refused; undefined when it was not.
   */
  children: (taken: string | undefined, errorOf: (field: string) => string | undefined) => ReactNode;
}

/** The fields of an `EditorDialog`, its buttons, and why it was refused, if it was. */
export function EditorForm({ action, submit, done, fields = [], children }: EditorFormProps) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const isTaken = failure?.code === "conflict" && failure.details?.["limit"] === undefined;
  const refused = fields.find((field) => field === failure?.details?.["field"]);

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const result = await submit();
    setBusy(false);
    setFailure(result.ok ? null : result);
    if (result.ok) done();
  }

  return (
    <form className="editor" onSubmit={(event) => void send(event)}>
      {children(isTaken ? failure.message : undefined, (field) => (field === refused ? failure?.message : undefined))}
      {failure === null || isTaken || refused !== undefined ? null : <Notice tone="error">{failure.message}</Notice>}
      <div className="dialog-actions">
        <Dialog.Close className="button button-plain">{t(controls.cancel)}</Dialog.Close>
        <Button type="submit" look="primary" busy={busy}>
          {action}
        </Button>
      </div>
    </form>
  );
}

/** What the page itself does not take, told like a refusal of the Worker. */
export function refusedHere(message: string, field?: string): Result<never> {
  return { ok: false, status: 0, code: "invalid", message, ...(field === undefined ? {} : { details: { field } }) };
}
