import { useState } from "react";
import type { Result } from "../api.ts";
import { EditorDialog, EditorForm, refusedHere } from "../controls/editor-dialog.tsx";
import { TextField } from "../controls/field.tsx";
import { schedule as words } from "../messages/en/schedule.ts";
import { t } from "../messages/t.ts";
import { localDateTime, snoozeChoices } from "./snooze-times.ts";
import { now } from "../clock.ts";

interface TimeDialogProps {
  title: string;
  /** The verb on the button. */
  action: string;
  /** What happens until then. */
  hint: string;
  /** Why a time to come is not taken either; null when it is. */
  refuses?: (time: Date) => string | null;
  choose: (time: Date) => void;
  close: () => void;
}

/** For a date and time of one's own; tomorrow morning to begin with, or in an hour where that is not taken. */
export default function TimeDialog({ title, action, hint, refuses = () => null, choose, close }: TimeDialogProps) {
  const [opened] = useState(() => new Date(now()));
  const [at, setAt] = useState(() => {
    const [hour, ...later] = snoozeChoices(opened);
    const usual = later.find(({ key, until }) => key === "tomorrow" && refuses(until) === null) ?? hour;
    return localDateTime(usual?.until ?? opened);
  });
  async function submit(): Promise<Result<null>> {
    const time = new Date(at);
    // An empty or half-typed field is no time.
    if (!(time.getTime() > now())) return refusedHere(t(words.toCome));
    const refusal = refuses(time);
    if (refusal !== null) return refusedHere(refusal);
    choose(time);
    return { ok: true, value: null };
  }
  return (
    <EditorDialog open title={title} close={close}>
      <EditorForm action={action} submit={submit} done={close}>
        {() => (
          <TextField
            label={t(words.dateAndTime)}
            hint={hint}
            type="datetime-local"
            required
            min={localDateTime(opened)}
            value={at}
            onChange={({ target }) => setAt(target.value)}
          />
        )}
      </EditorForm>
    </EditorDialog>
  );
}
