import { useId, type InputHTMLAttributes, type ReactNode, type Ref, type SelectHTMLAttributes } from "react";
import type { TextareaHTMLAttributes } from "react";
import "./field.css";

interface Described {
  label: string;
  hint?: string | undefined;
  /** Why what is entered was not taken; said at once, above the hint. */
  error?: string | undefined;
  hideLabel?: boolean;
}

/** A labelled text input. The hint is read out with the label. */
export function TextField({
  label,
  hint,
  error,
  hideLabel,
  ...input
}: Described & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  return (
    <Labelled id={id} label={label} hint={hint} error={error} hideLabel={hideLabel}>
      <input {...input} id={id} className="field-input" {...describedBy(id, hint, error)} />
    </Labelled>
  );
}

/** A labelled text of several lines. */
export function TextAreaField({
  label,
  hint,
  error,
  hideLabel,
  ...area
}: Described & TextareaHTMLAttributes<HTMLTextAreaElement> & { ref?: Ref<HTMLTextAreaElement> }) {
  const id = useId();
  return (
    <Labelled id={id} label={label} hint={hint} error={error} hideLabel={hideLabel}>
      <textarea rows={4} {...area} id={id} className="field-input field-area" {...describedBy(id, hint, error)} />
    </Labelled>
  );
}

/** A labelled choice among few. The platform's own select: right on phones, and reachable by every keyboard. */
export function SelectField({
  label,
  hint,
  error,
  hideLabel,
  children,
  ...select
}: Described & { children: ReactNode } & SelectHTMLAttributes<HTMLSelectElement>) {
  const id = useId();
  return (
    <Labelled id={id} label={label} hint={hint} error={error} hideLabel={hideLabel}>
      <select {...select} id={id} className="field-input field-select" {...describedBy(id, hint, error)}>
        {children}
      </select>
    </Labelled>
  );
}

/** Something that is on or off, with what it means beside it. */
export function CheckField({
  label,
  hint,
  ...input
}: { label: string; hint?: string } & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  return (
    <div className="check">
      <input {...input} type="checkbox" id={id} className="check-box" {...describedBy(id, hint, undefined)} />
      <label className="check-label" htmlFor={id}>
        {label}
      </label>
      {hint === undefined ? null : (
        <p className="field-hint check-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

interface LabelledProps {
  id: string;
  label: string;
  hint: string | undefined;
  error: string | undefined;
  hideLabel: boolean | undefined;
  children: ReactNode;
}

function Labelled({ id, label, hint, error, hideLabel = false, children }: LabelledProps) {
  return (
    <div className="field">
      <label className={hideLabel ? "visually-hidden" : "field-label"} htmlFor={id}>
        {label}
      </label>
      {children}
      {error === undefined ? null : (
        <p className="field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
      {hint === undefined ? null : (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

function describedBy(id: string, hint: string | undefined, error: string | undefined) {
  const parts = [...(error === undefined ? [] : [`${id}-error`]), ...(hint === undefined ? [] : [`${id}-hint`])];
  return {
    ...(error === undefined ? {} : { "aria-invalid": true }),
    "aria-describedby": parts.length === 0 ? undefined : parts.join(" "),
  };
}
