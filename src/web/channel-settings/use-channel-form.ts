import { type FormEvent, useRef, useState } from "react";
import type { ChannelType } from "../../protocol/records.ts";
import type { Failure, Result } from "../api.ts";
import { type ConnectField, given } from "./connect-fields.ts";
import { errorsOf, type FieldErrors, missing } from "./field-errors.ts";

/** The fields of a form as they go to the API, and what came of it. */
export function useChannelForm<T>(
  channel: ChannelType,
  fields: readonly ConnectField[],
  submit: (values: Record<string, string>, form: FormData) => Promise<Result<T>> | FieldErrors,
  done: (value: T) => void,
) {
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [failure, setFailure] = useState<Failure | null>(null);

  function refuse(next: FieldErrors): void {
    setErrors(next);
    const first = fields.find(({ name }) => next[name] !== undefined);
    if (first !== undefined) form.current?.querySelector<HTMLElement>(`[name="${first.name}"]`)?.focus();
  }

  async function send(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (busy) return;
    const data = new FormData(event.currentTarget);
    const values = Object.fromEntries(
      fields.map((field) => [field.name, given(field, String(data.get(field.name) ?? ""))]),
    );
    const empty = missing(fields, values);
    if (Object.keys(empty).length > 0) return refuse(empty);
    const asked = submit(values, data);
    if (!(asked instanceof Promise)) return refuse(asked);
    setBusy(true);
    const result = await asked;
    setBusy(false);
    setFailure(result.ok ? null : result);
    if (!result.ok) return refuse(errorsOf(result, fields, channel));
    setErrors({});
    form.current?.reset();
    done(result.value);
  }

  return { form, busy, errors, failure, onSubmit: (event: FormEvent<HTMLFormElement>) => void send(event) };
}

/** Those that were filled in. */
export function filled(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
}
