import { useState } from "react";
import type { Result } from "../api.ts";
import { EditorDialog, EditorForm, refusedHere } from "../controls/editor-dialog.tsx";
import { TextField } from "../controls/field.tsx";
import { schedule as words } from "../messages/en/schedule.ts";
import { t } from "../messages/t.ts";
import { localDateTime, snoozeChoices } from "./snooze-times.ts";

interface SendLaterDialogProps {
  send: (at: Date) => void;
  close: () => void;
}

/** For a date and time of one's own. */
export default function SendLaterDialog({ send, close }: SendLaterDialogProps) {
  const [now] = useState(() => new Date());
  const [at, setAt] = useState(() =>
    localDateTime(snoozeChoices(now).find(({ key }) => key === "tomorrow")?.until ?? now),
  );
  async function submit(): Promise<Result<null>> {
    const time = new Date(at);
    // An empty or half-typed field is no time.
    if (!(time.getTime() > Date.now())) return refusedHere(t(words.toCome));
    send(time);
    return { ok: true, value: null };
  }
  return (
    <EditorDialog open title={t(words.at)} close={close}>
      <EditorForm action={t(words.schedule)} submit={submit} done={close}>
        {() => (
          <TextField
            label={t(words.dateAndTime)}
            hint={t(words.hint)}
            type="datetime-local"
            required
            min={localDateTime(now)}
            value={at}
            onChange={({ target }) => setAt(target.value)}
          />
        )}
      </EditorForm>
    </EditorDialog>
  );
}
