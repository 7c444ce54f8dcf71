import { useRef, useState, type FormEvent, type ReactNode } from "react";
import type { Failure, Result } from "../api.ts";
import { Button } from "../controls/button.tsx";
import { Notice } from "../controls/notice.tsx";

interface SettingsFormProps {
  action: string;
  className?: string;
  children: ReactNode;
  submit: (values: Record<string, string>) => Promise<Result<unknown>>;
  /** Said when it worked; the fields are empty again then. */
  success: string;
}

/** Fields, a button, and what came of it. */
export function SettingsForm({ action, className = "settings-form", children, submit, success }: SettingsFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<"done" | Failure | null>(null);

  async function send(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const entries = [...new FormData(event.currentTarget)].map(
      ([name, value]) => [name, String(value).trim()] as const,
    );
    const result = await submit(Object.fromEntries(entries));
    setBusy(false);
    setOutcome(result.ok ? "done" : result);
    if (result.ok) form.current?.reset();
  }

  return (
    <>
      <form ref={form} className={className} onSubmit={(event) => void send(event)}>
        {children}
        <Button type="submit" look="primary" busy={busy}>
          {action}
        </Button>
      </form>
      {outcome === null ? null : outcome === "done" ? (
        <Notice tone="success">{success}</Notice>
      ) : (
        <Notice tone="error">{outcome.message}</Notice>
      )}
    </>
  );
}
