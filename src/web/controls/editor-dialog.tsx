import { Dialog } from "@base-ui/react/dialog";
import { useState, type FormEvent, type ReactNode } from "react";
import type { Failure, Result } from "../api.ts";
import { controls } from "../messages/en/controls.ts";
import { t } from "../messages/t.ts";
import { Button } from "./button.tsx";
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

/** Where something is made or changed. A press beside it does not close it: what was typed would be lost. */
export function EditorDialog({ open, title, wide = false, close, initialFocus, children }: EditorDialogProps) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => (next ? undefined : close())} disablePointerDismissal>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-backdrop" />
        <Dialog.Popup
          className={`dialog ${wide ? "dialog-wide" : ""}`}
          {...(initialFocus === undefined ? {} : { initialFocus })}
        >
          <Dialog.Title className="dialog-title">{title}</Dialog.Title>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

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
