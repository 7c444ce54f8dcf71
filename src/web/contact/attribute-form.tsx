import { type FormEvent, useState } from "react";
import { limits } from "../../protocol/limits.ts";
import type { Contact } from "../../protocol/records.ts";
import { Button } from "../controls/button.tsx";
import { TextAreaField, TextField } from "../controls/field.tsx";
import { attributeText, readAttribute } from "./attribute-value.ts";
import { onEscape } from "./on-escape.ts";
import type { ChangeContact } from "./use-contact.ts";
import { contact as words } from "../messages/en/contact.ts";
import { form } from "../messages/en/form.ts";
import { t } from "../messages/t.ts";

interface FormProps {
  contact: Contact;
  /** Of the one that changes; null for a new one. */
  name: string | null;
  change: ChangeContact;
  end: () => void;
}

interface Problem {
  field: "name" | "value";
  words: string;
}

/** Where an attribute is written. */
export function AttributeForm({ contact, name: known, change, end }: FormProps) {
  const before = known === null ? undefined : contact.attributes[known];
  const [name, setName] = useState(known ?? "");
  const [text, setText] = useState(before === undefined ? "" : attributeText(before));
  const [problem, setProblem] = useState<Problem | null>(null);
  const errorOf = (field: Problem["field"]) => (problem?.field === field ? problem.words : undefined);

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    const wanted = name.trim();
    const found = problemOf(wanted, text, known === null ? Object.keys(contact.attributes) : []);
    if (found !== null) return setProblem(found);
    const failure = await change({ attributes: { [wanted]: readAttribute(text, before) } });
    if (failure === null) end();
    else setProblem({ field: "value", words: failure.message });
  }

  return (
    <form className="contact-form" onSubmit={(event) => void save(event)}>
      {known === null ? (
        <TextField
          label={t(form.name)}
          autoFocus
          autoComplete="off"
          placeholder={t(words.examplePlan)}
          maxLength={limits.attributeNameLength}
          value={name}
          error={errorOf("name")}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => onEscape(event, end)}
        />
      ) : null}
      <TextAreaField
        label={known ?? t(words.value)}
        hideLabel={known !== null}
        autoFocus={known !== null}
        dir="auto"
        rows={1}
        maxLength={limits.attributeValueLength}
        value={text}
        error={errorOf("value")}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (onEscape(event, end)) return;
          // One line is the rule: Enter keeps it, Shift with it makes another line.
          if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          event.currentTarget.form?.requestSubmit();
        }}
      />
      <div className="contact-form-actions">
        <Button type="submit" look="primary">
          {t(known === null ? words.add : form.save)}
        </Button>
        <Button look="quiet" onClick={end}>
          {t(words.cancel)}
        </Button>
      </div>
    </form>
  );
}

function problemOf(name: string, text: string, taken: readonly string[]): Problem | null {
  if (name === "") return { field: "name", words: t(words.nameMissing) };
  if (taken.includes(name)) return { field: "name", words: t(words.nameTaken) };
  return text.trim() === "" ? { field: "value", words: t(words.valueMissing) } : null;
}
