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
        noun="team"
        nameOf={(team) => team.name}
        intro="A team answers some of the conversations. Under Channels you choose which team a channel's new conversations go to."
        empty={{
          icon: UsersRound,
          title: "No teams yet",
          text: manages
            ? "Make one for each group that answers on its own, such as “Sales” and “Support”. Its conversations can go to its agents in turn."
            : "An admin can make them.",
        }}
        mayCreate={manages}
        mayChange={manages}
        row={(team) => <TeamRow team={team} />}
        form={(team, done) => <TeamForm team={team} done={done} />}
        warning={(team) => (
          <>
            Conversations of “{team.name}” stay with whoever has them, and belong to no team any more. Its channels' new
            conversations go to nobody. The agents stay. This cannot be undone.
          </>
        )}
        remove={(team) => catalog.remove(slug, "team", team.id)}
      />
      {manages ? <TeamSight /> : null}
    </>
  );
}

const facesAtMost = 5;
const namesAtMost = 3;
const listed = new Intl.ListFormat("en-GB");

function TeamRow({ team }: { team: Team }) {
  const agents = useInboxView((inbox) => inbox.agents());
  const names = team.agentIds.map((id) => agents.find((agent) => agent.id === id)?.name ?? gone.agent);
  const more = names.length - namesAtMost;
  return (
    <div className="settings-who">
      <p className="settings-name">{team.name}</p>
      <p className="settings-detail team-members">
        <span className="faces" aria-hidden>
          {team.agentIds.slice(0, facesAtMost).map((id, index) => (
            <Avatar key={id} id={id} name={names[index] ?? null} size={24} />
          ))}
        </span>
        {names.length === 0
          ? "Nobody is in it yet"
          : listed.format(more > 0 ? [...names.slice(0, namesAtMost), `${more} more`] : names)}
      </p>
      <p className="settings-detail">{howAssigned(team)}</p>
    </div>
  );
}

function howAssigned({ autoAssign, capacity }: Team): string {
  if (!autoAssign) return "Agents take conversations themselves";
  return capacity === null ? "Assigned in turn" : `Assigned in turn, up to ${capacity.toLocaleString()} each`;
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
    <EditorForm action={team === null ? "Make team" : "Save"} done={done} fields={["agentIds"]} submit={submit}>
      {(taken, errorOf) => (
        <>
          <TextField
            label="Name"
            value={name}
            onChange={(event) => setName(event.target.value)}
            required
            maxLength={limits.nameLength}
            error={taken}
            pattern=".*\S.*"
            title="A name of letters or digits"
            autoComplete="off"
          />
          <MultiSelect
            label="Members"
            hint="Those who may reply"
            error={errorOf("agentIds")}
            placeholder="Type a name"
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
            label="Assign new conversations in turn"
            hint="New conversations go to the next agent in turn who is online."
            checked={autoAssign}
            onChange={(event) => setAutoAssign(event.target.checked)}
          />
          {autoAssign ? (
            <TextField
              label="Active conversations an agent can have"
              hint="Who has this many is passed over. Empty: no limit."
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
