import { useState } from "react";
import { contactStages } from "../../protocol/record-parts.ts";
import { SelectField, TextField } from "../controls/field.tsx";
import type { EditableProps } from "./contact-name.tsx";
import { readValue, valueText } from "./contact-value.ts";
import { isStage } from "./stages.ts";
import { contact as words } from "../messages/en/contact.ts";
import { t } from "../messages/t.ts";

/** How far the customer has come. */
export function ContactStageField({ contact, change, mayWrite }: EditableProps) {
  const [problem, setProblem] = useState<string | undefined>();
  if (!mayWrite) return <Told label={t(words.stage)} text={t(words[`stage.${contact.stage}`])} />;

  async function choose(stage: string): Promise<void> {
    if (isStage(stage)) setProblem((await change({ stage }))?.message);
  }

  return (
    <SelectField
      label={t(words.stage)}
      value={contact.stage}
      error={problem}
      onChange={(event) => void choose(event.target.value)}
    >
      {contactStages.map((stage) => (
        <option key={stage} value={stage}>
          {t(words[`stage.${stage}`])}
        </option>
      ))}
    </SelectField>
  );
}

/** What the customer is worth. Kept when the field is left, or at Enter. */
export function ContactValueField({ contact, change, mayWrite }: EditableProps) {
  /** While it is typed. */
  const [text, setText] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | undefined>();
  if (!mayWrite) return <Told label={t(words.value)} text={valueText(contact.value) || t(words.none)} />;

  async function save(): Promise<void> {
    if (text === null) return;
    const value = readValue(text);
    if (value === undefined) return setProblem(t(words.noNumber));
    setText(null);
    setProblem(value === contact.value ? undefined : (await change({ value }))?.message);
  }

  return (
    <TextField
      label={t(words.value)}
      inputMode="decimal"
      autoComplete="off"
      placeholder={t(words.none)}
      maxLength={20}
      value={text ?? valueText(contact.value)}
      error={problem}
      onFocus={() => setText((before) => before ?? String(contact.value ?? ""))}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => void save()}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key !== "Escape" || text === null) return;
        event.stopPropagation();
        setText(String(contact.value ?? ""));
        setProblem(undefined);
      }}
    />
  );
}

function Told({ label, text }: { label: string; text: string }) {
  return (
    <p className="contact-told">
      <span className="field-label">{label}</span>
      <span className="tabular">{text}</span>
    </p>
  );
}
