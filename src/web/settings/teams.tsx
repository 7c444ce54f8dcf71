import { UsersRound } from "lucide-react";
import { useState } from "react";
import type { Team } from "../../protocol/catalog-records.ts";
import { limits } from "../../protocol/limits.ts";
import { useInboxView } from "../../client/react.ts";
import { catalog } from "../api.ts";
import { Avatar } from "../controls/avatar.tsx";
import { EditorForm } from "../controls/editor-dialog.tsx";
import { CheckField, TextField } from "../controls/field.tsx";
import { MultiSelect } from "../controls/multi-select.tsx";
import { gone } from "./gone.ts";
import { useMe, useOrganisation } from "../shell/organisation.ts";
import { CatalogList } from "./catalog-list.tsx";
import { mayManage, mayWrite } from "./roles.ts";
import { TeamSight } from "./team-sight.tsx";
import { teams as words } from "../messages/en/teams.ts";
import { catalogList } from "../messages/en/catalog-list.ts";
import { form } from "../messages/en/form.ts";
import { perLocale } from "../messages/per-locale.ts";
import { t } from "../messages/t.ts";
import "./teams.css";

/** Who answers what, and how new conversations are shared out among them. */
export function Teams() {
  const { slug } = useOrganisation();
  const me = useMe();
  const teams = useInboxView((inbox) => inbox.catalog("team"));
  if (me === null) return null;
  const manages = mayManage(me.role);
  return (
    <>
      <CatalogList
        items={teams}
        kind="team"
        nameOf={(team) => team.name}
        intro={t(words.intro)}
        empty={{
          icon: UsersRound,
          title: t(words.none),
          text: t(manages ? words.noneHint : words.forAdmins),
        }}
        mayCreate={manages}
        mayChange={manages}
        row={(team) => <TeamRow team={team} />}
        form={(team, done) => <TeamForm team={team} done={done} />}
        warning={(team) => t(words.warning, { name: team.name })}
        remove={(team) => catalog.remove(slug, "team", team.id)}
      />
      {manages ? <TeamSight /> : null}
    </>
  );
}

const facesAtMost = 5;
const namesAtMost = 3;
const listed = perLocale((tag) => new Intl.ListFormat(tag));

function TeamRow({ team }: { team: Team }) {
  const agents = useInboxView((inbox) => inbox.agents());
  const names = team.agentIds.map((id) => agents.find((agent) => agent.id === id)?.name ?? gone.agent);
  const more = names.length - namesAtMost;
  return (
    <div className="settings-who">
      <p className="settings-name">
        <bdi>{team.name}</bdi>
      </p>
      <p className="settings-detail team-members">
        <span className="faces" aria-hidden>
          {team.agentIds.slice(0, facesAtMost).map((id, index) => (
            <Avatar key={id} id={id} name={names[index] ?? null} size={24} />
          ))}
        </span>
        {names.length === 0
          ? t(words.nobody)
          : listed().format(more > 0 ? [...names.slice(0, namesAtMost), t(words.more, { count: more })] : names)}
      </p>
      <p className="settings-detail">{howAssigned(team)}</p>
    </div>
  );
}

function howAssigned({ autoAssign, capacity }: Team): string {
  if (!autoAssign) return t(words.byThemselves);
  return capacity === null ? t(words.inTurn) : t(words.inTurnUpTo, { capacity });
}

function TeamForm({ team, done }: { team: Team | null; done: () => void }) {
  const { slug } = useOrganisation();
  const agents = useInboxView((inbox) => inbox.agents());
  const [name, setName] = useState(team?.name ?? "");
  const [agentIds, setAgentIds] = useState<readonly string[]>(team?.agentIds ?? []);
  const [autoAssign, setAutoAssign] = useState(team?.autoAssign ?? false);
  const [capacity, setCapacity] = useState(String(team?.capacity ?? ""));
  // Who may not reply any more is not offered, but can be taken away.
  const members = agents.filter(({ id, role }) => mayWrite(role) || agentIds.includes(id));

  function submit() {
    const body = { name, agentIds: [...agentIds], autoAssign, capacity: capacity === "" ? null : Number(capacity) };
    return team === null ? catalog.create(slug, "team", body) : catalog.change(slug, "team", team.id, body);
  }

  return (
    <EditorForm
      action={team === null ? t(catalogList["make.team"]) : t(form.save)}
      done={done}
      fields={["agentIds"]}
      submit={submit}
    >
      {(taken, errorOf) => (
        <>
          <TextField
            label={t(form.name)}
            value={name}
            onChange={(event) => setName(event.target.value)}
            required
            maxLength={limits.nameLength}
            error={taken}
            pattern=".*\S.*"
            title={t(form.anyName)}
            autoComplete="off"
          />
          <MultiSelect
            label={t(words.members)}
            hint={t(words.membersHint)}
            error={errorOf("agentIds")}
            placeholder={t(words.typeName)}
            options={members.map((agent) => ({
              id: agent.id,
              name: agent.name,
              mark: <Avatar id={agent.id} name={agent.name} size={20} />,
            }))}
            value={agentIds}
            nameOfGone={gone.agent}
            change={setAgentIds}
          />
          <CheckField
            label={t(words.assignInTurn)}
            hint={t(words.assignInTurnHint)}
            checked={autoAssign}
            onChange={(event) => setAutoAssign(event.target.checked)}
          />
          {autoAssign ? (
            <TextField
              label={t(words.capacity)}
              hint={t(words.capacityHint)}
              type="number"
              inputMode="numeric"
              min={1}
              step={1}
              value={capacity}
              onChange={(event) => setCapacity(event.target.value)}
            />
          ) : null}
        </>
      )}
    </EditorForm>
  );
}
