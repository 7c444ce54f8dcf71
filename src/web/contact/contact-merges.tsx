import { Merge } from "lucide-react";
import { useState } from "react";
import type { Contact } from "../../protocol/records.ts";
import { contacts, type Failure } from "../api.ts";
import { Button } from "../controls/button.tsx";
import { IconButton } from "../controls/icon-button.tsx";
import { contactName } from "../inbox/names.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { aliasText } from "./alias-text.ts";
import { MergeDialog } from "./merge-dialog.tsx";
import type { Members } from "./use-members.ts";
import { contactMerge as words } from "../messages/en/contact-merge.ts";
import { t } from "../messages/t.ts";
import "./contact-merges.css";

interface MergesProps {
  contact: Contact;
  members: Members;
  mayWrite: boolean;
}

/** What was done last, and with whom, so that it can be taken back. */
interface Done {
  readonly what: "merged" | "separated";
  readonly other: Contact;
}

/** Of what contacts the customer is made: another is merged, and each can be separated again. */
export function ContactMerges({ contact, members, mayWrite }: MergesProps) {
  const { slug } = useOrganisation();
  const [isOpen, setOpen] = useState(false);
  const [done, setDone] = useState<Done | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busyId, setBusyId] = useState<string | null>(null);

  /** `isUndo`: nothing is left to take back. */
  async function act(what: Done["what"], other: Contact, isUndo = false): Promise<void> {
    setBusyId(other.id);
    const result = await (what === "separated"
      ? contacts.unmerge(slug, other.id)
      : contacts.merge(slug, contact.id, other.id));
    setBusyId(null);
    setFailure(result.ok ? null : result);
    if (result.ok) setDone(isUndo ? null : { what, other });
  }

  return (
    <section className="contact-section" aria-label={t(words.title)}>
      <div className="contact-section-head">
        <h4>{t(words.title)}</h4>
        {mayWrite ? (
          <IconButton label={t(words.merge)} className="contact-small-button" onClick={() => setOpen(true)}>
            <Merge size={16} aria-hidden />
          </IconButton>
        ) : null}
      </div>
      {members.error === null ? null : (
        <p className="field-error" role="alert">
          {t(words.membersNotLoaded, { reason: members.error })}
        </p>
      )}
      {members.list.length === 0 ? (
        contact.mergedIds === undefined ? (
          <p className="contact-nothing">{t(words.none)}</p>
        ) : null
      ) : (
        <ul className="contact-members">
          {members.list.map((member) => (
            <Member
              key={member.id}
              member={member}
              cameWith={members.list.find(({ id }) => id === member.merge?.via) ?? null}
              separate={mayWrite ? () => void act("separated", member) : null}
              busy={busyId === member.id}
            />
          ))}
        </ul>
      )}
      {failure === null ? null : (
        <p className="field-error" role="alert">
          {failure.message}
        </p>
      )}
      {done === null ? null : (
        <output className="contact-deleted">
          <span>{t(words[done.what], { name: contactName(done.other) })}</span>
          <Button
            look="quiet"
            busy={busyId === done.other.id}
            onClick={() => void act(done.what === "merged" ? "separated" : "merged", done.other, true)}
          >
            {t(words.undo)}
          </Button>
        </output>
      )}
      <MergeDialog
        contact={contact}
        open={isOpen}
        close={() => setOpen(false)}
        merged={(other) => {
          setFailure(null);
          setDone({ what: "merged", other });
        }}
      />
    </section>
  );
}

interface MemberProps {
  member: Contact;
  /** It came as a part of this one, with which it goes again. */
  cameWith: Contact | null;
  /** null for who may only read. */
  separate: (() => void) | null;
  busy: boolean;
}

function Member({ member, cameWith, separate, busy }: MemberProps) {
  const name = contactName(member);
  return (
    <li className="contact-member">
      <span className="contact-member-who">
        <bdi className="contact-member-name">{name}</bdi>
        <bdi dir="ltr" className="contact-member-alias tabular">
          {aliasText(member)}
        </bdi>
        {cameWith === null ? null : <span>{t(words.cameWith, { name: contactName(cameWith) })}</span>}
      </span>
      {separate === null || cameWith !== null ? null : (
        <Button look="quiet" busy={busy} aria-label={t(words.separateNamed, { name })} onClick={separate}>
          {t(words.separate)}
        </Button>
      )}
    </li>
  );
}
