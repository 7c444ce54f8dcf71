import { useState } from "react";
import type { Result } from "../api.ts";
import { EditorDialog, EditorForm } from "../controls/editor-dialog.tsx";
import { TextField } from "../controls/field.tsx";
import { conversation as words } from "../messages/en/conversation.ts";
import { t } from "../messages/t.ts";
import { localDateTime, snoozeChoices } from "./snooze-times.ts";

interface SnoozeDialogProps {
  open: boolean;
  snooze: (until: Date) => void;
  close: () => void;
}

/** For a date and time of one's own. */
export function SnoozeDialog({ open, snooze, close }: SnoozeDialogProps) {
  return (
    <EditorDialog open={open} title={t(words.snoozeUntil)} close={close}>
      <SnoozeForm snooze={snooze} close={close} />
    </EditorDialog>
  );
}

function SnoozeForm({ snooze, close }: Omit<SnoozeDialogProps, "open">) {
  const [now] = useState(() => new Date());
  const [at, setAt] = useState(() => localDateTime(suggestion(now)));
  async function submit(): Promise<Result<null>> {
    const until = new Date(at);
    // An empty or half-typed field is no time.
    if (!(until.getTime() > Date.now())) return { ok: false, status: 0, code: "invalid", message: t(words.timeToCome) };
    snooze(until);
    return { ok: true, value: null };
  }
  return (
    <EditorForm action={t(words.snooze)} submit={submit} done={close}>
      {() => (
        <TextField
          label={t(words.dateAndTime)}
          hint={t(words.comesBack)}
          type="datetime-local"
          required
          min={localDateTime(now)}
          value={at}
          onChange={({ target }) => setAt(target.value)}
        />
      )}
    </EditorForm>
  );
}

/** Tomorrow morning. */
function suggestion(now: Date): Date {
  return snoozeChoices(now).find(({ key }) => key === "tomorrow")?.until ?? now;
}
