import { useId, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes } from "react";
import "./field.css";

interface Described {
  label: string;
  hint?: string | undefined;
}

/** A labelled text input. The hint is read out with the label. */
export function TextField({ label, hint, ...input }: Described & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input
        {...input}
        id={id}
        className="field-input"
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
      />
      {hint === undefined ? null : (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

/** A labelled choice among few. The platform's own select: right on phones, and reachable by every keyboard. */
export function SelectField({
  label,
  hint,
  hideLabel = false,
  children,
  ...select
}: Described & { hideLabel?: boolean; children: ReactNode } & SelectHTMLAttributes<HTMLSelectElement>) {
  const id = useId();
  return (
    <div className="field">
      <label className={hideLabel ? "visually-hidden" : "field-label"} htmlFor={id}>
        {label}
      </label>
      <select
        {...select}
        id={id}
        className="field-input field-select"
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
      >
        {children}
      </select>
      {hint === undefined ? null : (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
