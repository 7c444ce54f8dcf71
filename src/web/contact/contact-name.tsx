import { Pencil } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { limits } from "../../protocol/limits.ts";
import { visibleName } from "../../protocol/plain-text.ts";
import type { Contact } from "../../protocol/records.ts";
import { Avatar } from "../controls/avatar.tsx";
import { Button } from "../controls/button.tsx";
import { TextField } from "../controls/field.tsx";
import { IconButton } from "../controls/icon-button.tsx";
import { contactName } from "../inbox/names.ts";
import { onEscape } from "./on-escape.ts";
import type { ChangeContact } from "./use-contact.ts";
import { contact as words } from "../messages/en/contact.ts";
import { form } from "../messages/en/form.ts";
import { t } from "../messages/t.ts";

export interface EditableProps {
  contact: Contact;
  change: ChangeContact;
  mayWrite: boolean;
}

/** The name, changed in its place. */
export function ContactName({ contact, change, mayWrite }: EditableProps) {
  const [isEditing, setEditing] = useState(false);
  const place = useRef<HTMLDivElement>(null);

  /** The field goes: the pencil that opened it has the focus again. */
  function end(): void {
    setEditing(false);
    requestAnimationFrame(() => place.current?.querySelector<HTMLElement>("button")?.focus());
  }

  return (
    <div className="contact-who" ref={place}>
      <Avatar id={contact.id} name={contact.name} />
      {isEditing ? (
        <NameForm contact={contact} change={change} end={end} />
      ) : (
        <>
          <h3 className="contact-name">
            <bdi>{contactName(contact)}</bdi>
          </h3>
          {mayWrite ? (
            <IconButton label={t(words.editName)} className="contact-small-button" onClick={() => setEditing(true)}>
              <Pencil size={16} aria-hidden />
            </IconButton>
          ) : null}
        </>
      )}
    </div>
  );
}

function NameForm({ contact, change, end }: Omit<EditableProps, "mayWrite"> & { end: () => void }) {
  const [name, setName] = useState(contact.name ?? "");
  const [problem, setProblem] = useState<string | undefined>();

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    const wanted = visibleName(name, limits.nameLength);
    if (wanted === contact.name) return end();
    const failure = await change({ name: wanted });
    if (failure === null) end();
    else setProblem(failure.message);
  }

  return (
    <form className="contact-form" onSubmit={(event) => void save(event)}>
      <TextField
        label={t(form.name)}
        hideLabel
        autoFocus
        autoComplete="off"
        maxLength={limits.nameLength}
        placeholder={contact.phoneNumber ?? t(form.name)}
        value={name}
        error={problem}
        hint={contact.name === null ? undefined : t(words.emptyName)}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => onEscape(event, end)}
      />
      <div className="contact-form-actions">
        <Button type="submit" look="primary">
          {t(form.save)}
        </Button>
        <Button look="quiet" onClick={end}>
          {t(words.cancel)}
        </Button>
      </div>
    </form>
  );
}
