import { useEffect, useState } from "react";
import type { Contact } from "../../protocol/records.ts";
import { contacts } from "../api.ts";
import { EditorDialog, EditorForm, refusedHere } from "../controls/editor-dialog.tsx";
import { TextField } from "../controls/field.tsx";
import { contactName } from "../inbox/names.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { aliasText } from "./alias-text.ts";
import { useContacts } from "./use-contacts.ts";
import { contactMerge as words } from "../messages/en/contact-merge.ts";
import { t } from "../messages/t.ts";

/** Between the last key and the question. */
const quietMs = 200;
/** So many are enough to choose from; another letter narrows them. */
const shownAtMost = 8;

interface DialogProps {
  contact: Contact;
  open: boolean;
  close: () => void;
  merged: (other: Contact) => void;
}

/** Finds the contact that is the same customer, says what will come together, and merges the two. */
export function MergeDialog({ contact, open, close, merged }: DialogProps) {
  return (
    <EditorDialog open={open} title={t(words.dialogTitle, { name: contactName(contact) })} close={close}>
      <MergeForm contact={contact} close={close} merged={merged} />
    </EditorDialog>
  );
}

function MergeForm({ contact, close, merged }: Omit<DialogProps, "open">) {
  const { slug } = useOrganisation();
  // Whoever wrote by another channel under the same name comes up at once.
  const [text, setText] = useState(contact.name ?? "");
  const [other, setOther] = useState<Contact | null>(null);
  return (
    <EditorForm
      action={t(words.confirm)}
      fields={["with"]}
      submit={() =>
        other === null
          ? Promise.resolve(refusedHere(t(words.chooseOne), "with"))
          : contacts.merge(slug, contact.id, other.id)
      }
      done={() => {
        if (other !== null) merged(other);
        close();
      }}
    >
      {(taken, errorOf) => (
        <>
          <TextField
            label={t(words.search)}
            hint={t(words.searchHint)}
            error={taken ?? errorOf("with")}
            type="search"
            autoComplete="off"
            autoFocus
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setOther(null);
            }}
            onKeyDown={(event) => {
              // Enter looks for it; only the button merges.
              if (event.key === "Enter") event.preventDefault();
            }}
          />
          <Found q={useQuiet(text.trim())} contact={contact} chosen={other} choose={setOther} />
          {other === null ? null : <Together contact={contact} other={other} />}
        </>
      )}
    </EditorForm>
  );
}

interface FoundProps {
  q: string;
  contact: Contact;
  chosen: Contact | null;
  choose: (contact: Contact) => void;
}

function Found({ q, contact, chosen, choose }: FoundProps) {
  const { items, loading, error } = useContacts(q);
  const others = items.filter(({ id }) => id !== contact.id).slice(0, shownAtMost);
  return (
    <fieldset className="merge-found">
      <legend className="field-label">{t(words.found)}</legend>
      {others.map((one) => (
        <label key={one.id} className="merge-choice">
          <input type="radio" name="merge-with" checked={chosen?.id === one.id} onChange={() => choose(one)} />
          <bdi>{contactName(one)}</bdi>
          <bdi dir="ltr" className="contact-member-alias tabular">
            {aliasText(one)}
          </bdi>
        </label>
      ))}
      {others.length > 0 ? null : (
        <p className="contact-nothing">{error ?? t(loading ? words.searching : words.nobody)}</p>
      )}
    </fieldset>
  );
}

function Together({ contact, other }: { contact: Contact; other: Contact }) {
  const labels = other.labels.filter((id) => !contact.labels.includes(id)).length;
  const attributes = Object.keys(other.attributes).filter((name) => !Object.hasOwn(contact.attributes, name)).length;
  const consents = [contact, other].flatMap((one) => [...(one.consents ?? []), ...(one.mergedConsents ?? [])]);
  return (
    <section aria-label={t(words.together)} aria-live="polite">
      <h3 className="field-label">{t(words.together)}</h3>
      <ul className="merge-together">
        <li>{t(words.togetherName, { name: contact.name ?? contactName(other) })}</li>
        <li>{t(words.togetherConversations)}</li>
        {labels === 0 ? null : <li>{t(words.togetherLabels, { count: labels })}</li>}
        {attributes === 0 ? null : <li>{t(words.togetherAttributes, { count: attributes })}</li>}
        {consents.some(({ state }) => state === "opted_out") ? <li>{t(words.togetherConsents)}</li> : null}
        <li>{t(words.togetherUndo)}</li>
      </ul>
    </section>
  );
}

/** What stands there once nobody has typed for a moment. */
function useQuiet(text: string): string {
  const [quiet, setQuiet] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setQuiet(text), quietMs);
    return () => clearTimeout(timer);
  }, [text]);
  return quiet;
}
