import { useState } from "react";
import type { Role } from "../../protocol/records.ts";
import { Confirm } from "../controls/confirm.tsx";
import { SelectField } from "../controls/field.tsx";
import { useInboxView } from "../../client/react.ts";
import { members as words } from "../messages/en/members.ts";
import { roles as roleWords } from "../messages/en/roles.ts";
import { t } from "../messages/t.ts";

interface RoleSelectProps {
  userId: string;
  name: string;
  role: Role;
  offered: readonly Role[];
  busy: boolean;
  change: (role: Role) => Promise<void>;
}

/** The role of a member. A change acts at once on all their devices, so it is asked for with what it does. */
export function RoleSelect({ userId, name, role, offered, busy, change }: RoleSelectProps) {
  const [wanted, setWanted] = useState<Role | null>(null);
  const assigned = useInboxView((inbox) => inbox.count(`assignee:${userId}`)?.n ?? 0);
  const next = wanted ?? role;
  return (
    <>
      <div className="settings-role">
        <SelectField
          label={t(words.roleOf, { name })}
          hideLabel
          value={next}
          disabled={busy}
          onChange={({ target }) => setWanted(target.value as Role)}
        >
          {offered.map((one) => (
            <option key={one} value={one}>
              {t(roleWords[`role.${one}`])}
            </option>
          ))}
        </SelectField>
      </div>
      <Confirm
        open={wanted !== null && wanted !== role}
        title={t(words.askForRole, { name, role: t(roleWords[`role.${next}`]) })}
        action={t(words.changeRole)}
        busy={busy}
        onCancel={() => setWanted(null)}
        onConfirm={() => void change(next).then(() => setWanted(null))}
      >
        {t(words.roleMeans, { role: t(roleWords[`role.${next}`]), hint: t(roleWords[`hint.${next}`]) })}{" "}
        {next === "viewer" ? t(words.becomesViewer, { count: assigned }) : t(words.roleActsAtOnce)}
      </Confirm>
    </>
  );
}
