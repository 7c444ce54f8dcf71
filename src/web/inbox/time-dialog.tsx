import { useState } from "react";
import type { Result } from "../api.ts";
import { EditorDialog, EditorForm, refusedHere } from "../controls/editor-dialog.tsx";
import { TextField } from "../controls/field.tsx";
import { schedule as words } from "../messages/en/schedule.ts";
import { t } from "../messages/t.ts";
import { localDateTime, snoozeChoices } from "./snooze-times.ts";

interface TimeDialogProps {
  title: string;
  /** The verb on the button. */
  action: string;
  /** What happens until then. */
  hint: string;
  choose: (time: Date) => void;
  close: () => void;
}

/** For a date and time of one's own; tomorrow morning to begin with. */
export default function TimeDialog({ title, action, hint, choose, close }: TimeDialogProps) {
  const [now] = useState(() => new Date());
  const [at, setAt] = useState(() =>
    localDateTime(snoozeChoices(now).find(({ key }) => key === "tomorrow")?.until ?? now),
  );
  async function submit(): Promise<Result<null>> {
    const time = new Date(at);
    // An empty or half-typed field is no time.
    if (!(time.getTime() > Date.now())) return refusedHere(t(words.toCome));
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
            min={localDateTime(now)}
            value={at}
            onChange={({ target }) => setAt(target.value)}
          />
        )}
      </EditorForm>
    </EditorDialog>
  );
}
