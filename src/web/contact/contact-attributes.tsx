import { Pencil, Plus, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { limits } from "../../protocol/limits.ts";
import { Button } from "../controls/button.tsx";
import { IconButton } from "../controls/icon-button.tsx";
import { AttributeForm } from "./attribute-form.tsx";
import { type Attribute, attributeText } from "./attribute-value.ts";
import type { EditableProps } from "./contact-name.tsx";
import { contact as words } from "../messages/en/contact.ts";
import { t } from "../messages/t.ts";

/** Which one is being written: its name, `null` for a new one, `undefined` for none. */
type Editing = string | null | undefined;

/** What the team has noted under names of its own. */
export function ContactAttributes({ contact, change, mayWrite }: EditableProps) {
  const [editing, setEditing] = useState<Editing>();
  const [deleted, setDeleted] = useState<{ name: string; value: Attribute } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const section = useRef<HTMLElement>(null);
  const attributes = Object.entries(contact.attributes) as [string, Attribute][];
  const isFull = attributes.length >= limits.attributesPerContact;

  /** The form goes: the button that opened it has the focus again. */
  function end(): void {
    setEditing(undefined);
    focusOn(editing ?? null);
  }

  /** What had the focus is gone: to the button of an attribute, or to the one that adds. */
  function focusOn(name: string | null): void {
    requestAnimationFrame(() => {
      const buttons = [...(section.current?.querySelectorAll<HTMLElement>("button[data-attribute]") ?? [])];
      const opener = buttons.find(({ dataset }) => dataset["attribute"] === (name ?? ""));
      (opener ?? buttons[0])?.focus();
    });
  }

  async function put(name: string, value: Attribute | null): Promise<void> {
    const failure = await change({ attributes: { [name]: value } });
    setProblem(failure === null ? null : failure.message);
    if (failure !== null) setDeleted(null);
  }

  return (
    <section className="contact-section" aria-label={t(words.attributes)} ref={section}>
      <div className="contact-section-head">
        <h4>{t(words.attributes)}</h4>
        {mayWrite && !isFull ? (
          <IconButton
            label={t(words.addAttribute)}
            className="contact-small-button"
            data-attribute=""
            onClick={() => setEditing(null)}
          >
            <Plus size={16} aria-hidden />
          </IconButton>
        ) : null}
      </div>
      {attributes.length > 0 || editing === null ? null : (
        <p className="contact-nothing">{t(mayWrite ? words.noAttributes : words.noneSaid)}</p>
      )}
      {attributes.length === 0 ? null : (
        <dl className="contact-facts">
          {attributes.map(([name, value]) =>
            editing === name ? (
              <div key={name} className="contact-fact-form">
                <dt>
                  <bdi>{name}</bdi>
                </dt>
                <dd>
                  <AttributeForm contact={contact} name={name} change={change} end={end} />
                </dd>
              </div>
            ) : (
              <AttributeLine
                key={name}
                name={name}
                value={value}
                mayWrite={mayWrite}
                edit={() => setEditing(name)}
                remove={() => {
                  setDeleted({ name, value });
                  void put(name, null);
                  focusOn(null);
                }}
              />
            ),
          )}
        </dl>
      )}
      {editing === null ? <AttributeForm contact={contact} name={null} change={change} end={end} /> : null}
      {mayWrite && isFull ? (
        <p className="contact-nothing">{t(words.full, { limit: limits.attributesPerContact })}</p>
      ) : null}
      {problem === null ? null : (
        <p className="field-error" role="alert">
          {problem}
        </p>
      )}
      {deleted === null ? null : (
        <output className="contact-deleted">
          <span>{t(words.deleted, { name: deleted.name })}</span>
          <Button
            look="quiet"
            onClick={() => {
              void put(deleted.name, deleted.value);
              setDeleted(null);
              focusOn(null);
            }}
          >
            {t(words.undo)}
          </Button>
        </output>
      )}
    </section>
  );
}

interface AttributeLineProps {
  name: string;
  value: Attribute;
  mayWrite: boolean;
  edit: () => void;
  remove: () => void;
}

function AttributeLine({ name, value, mayWrite, edit, remove }: AttributeLineProps) {
  return (
    <div className="contact-fact">
      <dt>
        <bdi>{name}</bdi>
      </dt>
      <dd>
        <span dir="auto">{attributeText(value)}</span>
        {mayWrite ? (
          <span className="contact-fact-actions">
            <IconButton
              label={t(words.edit, { name })}
              className="contact-small-button"
              data-attribute={name}
              onClick={edit}
            >
              <Pencil size={16} aria-hidden />
            </IconButton>
            <IconButton label={t(words.delete, { name })} className="contact-small-button" onClick={remove}>
              <Trash2 size={16} aria-hidden />
            </IconButton>
          </span>
        ) : null}
      </dd>
    </div>
  );
}
