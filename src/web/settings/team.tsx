import { useCallback, useState } from "react";
import { organisations, type Failure, type Invitation, type Member, type Result } from "../api.ts";
import { roles, type Role } from "../../protocol/records.ts";
import { Avatar } from "../controls/avatar.tsx";
import { Button } from "../controls/button.tsx";
import { Confirm } from "../controls/confirm.tsx";
import { SelectField, TextField } from "../controls/field.tsx";
import { Notice } from "../controls/notice.tsx";
import { useSession } from "../session.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { date } from "../time.ts";
import { RoleSelect } from "./role-select.tsx";
import { mayManage } from "./roles.ts";
import { SettingsForm } from "./settings-form.tsx";
import { useLoaded } from "./use-loaded.ts";
import { members as words } from "../messages/en/members.ts";
import { roles as roleWords } from "../messages/en/roles.ts";
import { form } from "../messages/en/form.ts";
import { t } from "../messages/t.ts";

interface TeamData {
  members: Member[];
  invitations: Invitation[];
}

/** Who belongs to the organisation, and who is asked to. */
export function Team() {
  const { id } = useOrganisation();
  const { user } = useSession();
  const { result, reload } = useLoaded(useCallback(() => loadTeam(id), [id]));
  if (result === null) return null;
  if (!result.ok) return <Notice tone="error">{t(words.notLoaded, { reason: result.message })}</Notice>;
  const { members, invitations } = result.value;
  const mine = members.find(({ userId }) => userId === user.id)?.role ?? null;
  return (
    <>
      <ul className="settings-list" aria-label={t(words.members)}>
        {members.map((member) => (
          <MemberRow key={member.id} member={member} me={member.userId === user.id} mine={mine} changed={reload} />
        ))}
      </ul>
      {mayManage(mine) ? <Invitations invitations={invitations} mine={mine} changed={reload} /> : null}
    </>
  );
}

async function loadTeam(organizationId: string): Promise<Result<TeamData>> {
  const [members, invitations] = await Promise.all([
    organisations.members(organizationId),
    organisations.invitations(organizationId),
  ]);
  if (!members.ok) return members;
  // Only some roles may see invitations; the members are the page.
  const pending = invitations.ok ? invitations.value.filter(({ status }) => status === "pending") : [];
  return { ok: true, value: { members: members.value.members, invitations: pending } };
}

/** Ownership is an owner's to give. */
function rolesToGive(mine: Role | null): readonly Role[] {
  return mine === "owner" ? roles : roles.filter((role) => role !== "owner");
}

interface MemberRowProps {
  member: Member;
  me: boolean;
  mine: Role | null;
  changed: () => Promise<void>;
}

function MemberRow({ member, me, mine, changed }: MemberRowProps) {
  const { id: organizationId, name: organisationName } = useOrganisation();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const changeable = mayManage(mine) && !me && (member.role !== "owner" || mine === "owner");

  async function run(change: Promise<Result<unknown>>): Promise<void> {
    setBusy(true);
    const result = await change;
    setFailure(result.ok ? null : result);
    setAsking(false);
    setBusy(false);
    await changed();
  }

  return (
    <li className="settings-row">
      <Avatar id={member.userId} name={member.user.name} />
      <div className="settings-who">
        <p className="settings-name">{me ? t(words.you, { name: member.user.name }) : <bdi>{member.user.name}</bdi>}</p>
        <p className="settings-detail">
          <bdi dir="ltr">{member.user.email}</bdi>
        </p>
      </div>
      {changeable ? (
        <>
          <RoleSelect
            userId={member.userId}
            name={member.user.name}
            role={member.role}
            offered={rolesToGive(mine)}
            busy={busy}
            change={(role) => run(organisations.changeRole({ organizationId, memberId: member.id, role }))}
          />
          <Button onClick={() => setAsking(true)} aria-label={t(words.removeOne, { name: member.user.name })}>
            {t(words.remove)}
          </Button>
        </>
      ) : (
        <span className="settings-detail">{t(roleWords[`role.${member.role}`])}</span>
      )}
      {failure === null ? null : <Notice tone="error">{failure.message}</Notice>}
      <Confirm
        open={asking}
        title={t(words.askToRemove, { name: member.user.name })}
        action={t(words.remove)}
        busy={busy}
        onCancel={() => setAsking(false)}
        onConfirm={() => void run(organisations.remove({ organizationId, memberIdOrEmail: member.id }))}
      >
        {t(words.removeHint, { organisation: organisationName })}
      </Confirm>
    </li>
  );
}

function Invitations({
  invitations,
  mine,
  changed,
}: {
  invitations: Invitation[];
  mine: Role | null;
  changed: () => Promise<void>;
}) {
  const { id: organizationId } = useOrganisation();
  const [role, setRole] = useState<Role>("agent");
  return (
    <section className="settings-section" aria-labelledby="invite">
      <h2 className="settings-heading" id="invite">
        {t(words.invite)}
      </h2>
      <SettingsForm
        action={t(words.send)}
        className="settings-inline"
        success={t(words.sent)}
        submit={async ({ email = "" }) => {
          const result = await organisations.invite({ organizationId, email, role });
          if (result.ok) await changed();
          return result;
        }}
      >
        <TextField label={t(form.email)} name="email" type="email" dir="ltr" required autoComplete="off" />
        <SelectField label={t(words.role)} value={role} onChange={(event) => setRole(event.target.value as Role)}>
          {rolesToGive(mine).map((one) => (
            <option key={one} value={one}>
              {t(roleWords[`role.${one}`])}
            </option>
          ))}
        </SelectField>
      </SettingsForm>
      <p className="settings-detail">
        {t(words.roleMeans, { role: t(roleWords[`role.${role}`]), hint: t(roleWords[`hint.${role}`]) })}
      </p>
      {invitations.length === 0 ? null : (
        <ul className="settings-list" aria-label={t(words.open)}>
          {invitations.map((invitation) => (
            <li key={invitation.id} className="settings-row">
              <div className="settings-who">
                <p className="settings-name">
                  <bdi dir="ltr">{invitation.email}</bdi>
                </p>
                <p className="settings-detail">
                  {t(words.invitedUntil, {
                    role: t(roleWords[`role.${invitation.role}`]),
                    date: date(invitation.expiresAt),
                  })}
                </p>
              </div>
              <Button
                aria-label={t(words.withdrawOne, { email: invitation.email })}
                onClick={() => void organisations.cancelInvitation(invitation.id).then(changed)}
              >
                {t(words.withdraw)}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
