import { useState } from "react";
import { limitableRoles } from "../../protocol/catalog-records.ts";
import { useInboxView } from "../../client/react.ts";
import { orgSettings, type Failure } from "../api.ts";
import { CheckField } from "../controls/field.tsx";
import { Notice } from "../controls/notice.tsx";
import { useOrganisation } from "../shell/organisation.ts";
import { teams as words } from "../messages/en/teams.ts";
import { t } from "../messages/t.ts";

type LimitableRole = (typeof limitableRoles)[number];

/** Whether a team limits what its people see, or says only who is assigned. Saved as it is chosen. */
export function TeamSight() {
  const { slug } = useOrganisation();
  const live = useInboxView((inbox) => inbox.catalog("settings")[0]);
  const [failure, setFailure] = useState<Failure | null>(null);
  // What was chosen is shown until the answer is here, which may be before the live record: the newer one holds.
  const [chosen, setChosen] = useState<readonly LimitableRole[] | null>(null);
  const [answered, setAnswered] = useState(live);
  const newest = (answered?.seq ?? 0) > (live?.seq ?? 0) ? answered : live;
  const limited = chosen ?? newest?.limitedRoles ?? [];

  async function change(limitedRoles: LimitableRole[]): Promise<void> {
    setChosen(limitedRoles);
    const result = await orgSettings.change(slug, { limitedRoles });
    setFailure(result.ok ? null : result);
    if (result.ok) setAnswered(result.value);
    setChosen(null);
  }

  return (
    <section className="settings-section" aria-labelledby="sight">
      <h2 className="settings-heading" id="sight">
        {t(words.sight)}
      </h2>
      <p className="settings-text">{t(words.sightHint)}</p>
      {limitableRoles.map((role) => (
        <CheckField
          key={role}
          label={t(words[`limit.${role}`])}
          checked={limited.includes(role)}
          onChange={({ target }) =>
            void change(target.checked ? [...limited, role] : limited.filter((one) => one !== role))
          }
        />
      ))}
      {failure === null ? null : <Notice tone="error">{failure.message}</Notice>}
    </section>
  );
}
