import { useState, type FormEvent, type ReactNode } from "react";
import type { Result } from "../api.ts";
import { Button } from "../controls/button.tsx";
import { Notice } from "../controls/notice.tsx";

interface FormProps {
  action: string;
  children: ReactNode;
  /** Gets the fields' values by name. Its refusal is shown above the button; the fields keep what was typed. */
  submit: (values: Record<string, string>) => Promise<Result<unknown>>;
  done: () => void | Promise<void>;
}

/** A form with one button, that can be pressed once at a time. */
export function Form({ action, children, submit, done }: FormProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function send(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(null);
    const entries = [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)] as const);
    const result = await submit(Object.fromEntries(entries));
    if (result.ok) await done();
    else setError(result.message);
    setBusy(false);
  }

  return (
    <form className="auth-form" onSubmit={(event) => void send(event)}>
      {children}
      {error === null ? null : <Notice tone="error">{error}</Notice>}
      <Button type="submit" look="primary" busy={busy}>
        {action}
      </Button>
    </form>
  );
}
