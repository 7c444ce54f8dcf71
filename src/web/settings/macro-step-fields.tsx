import { useState } from "react";
import type { MacroAction } from "../../protocol/catalog-records.ts";
import { priorities } from "../../protocol/record-parts.ts";
import { useInboxView } from "../../client/react.ts";
import { SelectField, TextField } from "../controls/field.tsx";
import { LabelDot } from "../controls/label-chip.tsx";
import { MultiSelect } from "../controls/multi-select.tsx";
import { gone } from "./gone.ts";
import { snoozeUnits, unitOf, type SnoozeUnit } from "./macro-words.ts";
import { mayWrite } from "./roles.ts";
import { TextWithVariables } from "./text-with-variables.tsx";
import { macros as words } from "../messages/en/macros.ts";
import { t } from "../messages/t.ts";

interface StepFieldsProps<A = MacroAction> {
  action: A;
  change: (action: MacroAction) => void;
  /** What is missing in it, in words. */
  missing: string | null;
}

type StepOf<K extends MacroAction["do"]> = Extract<MacroAction, { do: K }>;

/** The fields of one step of a macro. */
export function StepFields({ action, change, missing }: StepFieldsProps) {
  switch (action.do) {
    case "assign":
      return <AgentField action={action} change={change} />;
    case "assignTeam":
      return <TeamField action={action} change={change} />;
    case "label":
      return <LabelFields action={action} change={change} missing={missing} />;
    case "prioritize":
      return (
        <SelectField
          label={t(words.priority)}
          value={action.priority}
          onChange={(event) => {
            const priority = priorities.find((one) => one === event.target.value);
            if (priority !== undefined) change({ ...action, priority });
          }}
        >
          {priorities.map((priority) => (
            <option key={priority} value={priority}>
              {t(words[`priority.${priority}`])}
            </option>
          ))}
        </SelectField>
      );
    case "snooze":
      return <SnoozeFields action={action} change={change} />;
    case "reply":
    case "note":
      return (
        <TextWithVariables
          label={t(action.do === "reply" ? words.reply : words.note)}
          value={action.body}
          change={(body) => change({ ...action, body })}
          error={missing ?? undefined}
        />
      );
    case "close":
    case "archive":
    case "reopen":
      return null;
  }
}

/** In a select, where every value is a text, it stands for null. */
const nobody = "";

function AgentField({ action, change }: Omit<StepFieldsProps<StepOf<"assign">>, "missing">) {
  const { agentId } = action;
  const agents = useInboxView((inbox) => inbox.agents()).filter(({ id, role }) => mayWrite(role) || id === agentId);
  const isGone = agentId !== null && agentId !== "me" && !agents.some(({ id }) => id === agentId);
  return (
    <SelectField
      label={t(words.to)}
      value={agentId ?? nobody}
      onChange={({ target }) => change({ ...action, agentId: target.value === nobody ? null : target.value })}
    >
      <option value="me">{t(words.whoeverRuns)}</option>
      <option value={nobody}>{t(words.nobody)}</option>
      {agents.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
      {isGone ? <option value={agentId}>{gone.agent}</option> : null}
    </SelectField>
  );
}

function TeamField({ action, change }: Omit<StepFieldsProps<StepOf<"assignTeam">>, "missing">) {
  const { teamId } = action;
  const teams = useInboxView((inbox) => inbox.catalog("team"));
  const isGone = teamId !== null && !teams.some(({ id }) => id === teamId);
  return (
    <SelectField
      label={t(words.team)}
      hint={teams.length === 0 ? t(words.noTeamYet) : undefined}
      value={teamId ?? nobody}
      onChange={({ target }) => change({ ...action, teamId: target.value === nobody ? null : target.value })}
    >
      <option value={nobody}>{t(words.noTeam)}</option>
      {teams.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
      {isGone ? <option value={teamId}>{gone.team}</option> : null}
    </SelectField>
  );
}

function LabelFields({ action, change, missing }: StepFieldsProps<StepOf<"label">>) {
  const labels = useInboxView((inbox) => inbox.catalog("label"));
  const options = labels.map(({ id, name, color }) => ({ id, name, mark: <LabelDot color={color} /> }));
  const shared = { options, nameOfGone: gone.label, placeholder: t(words.typeLabel) };
  return (
    <div className="macro-fields">
      <MultiSelect
        {...shared}
        label={t(words.add)}
        value={action.add}
        change={(add) => change({ ...action, add, remove: action.remove.filter((id) => !add.includes(id)) })}
      />
      <MultiSelect
        {...shared}
        label={t(words.remove)}
        value={action.remove}
        change={(remove) => change({ ...action, remove, add: action.add.filter((id) => !remove.includes(id)) })}
      />
      {missing === null ? null : (
        <p className="field-error" role="alert">
          {missing}
        </p>
      )}
    </div>
  );
}

function SnoozeFields({ action, change }: Omit<StepFieldsProps<StepOf<"snooze">>, "missing">) {
  const [unit, setUnit] = useState<SnoozeUnit>(() => unitOf(action.minutes));
  const [amount, setAmount] = useState(String(action.minutes / snoozeUnits[unit]));

  function set(nextAmount: string, nextUnit: SnoozeUnit): void {
    setAmount(nextAmount);
    setUnit(nextUnit);
    const minutes = Math.round(Number(nextAmount) * snoozeUnits[nextUnit]);
    // While the field is empty the browser does not let the form go.
    if (minutes >= 1) change({ ...action, minutes });
  }

  return (
    <div className="macro-snooze">
      <TextField
        label={t(words.for)}
        type="number"
        inputMode="numeric"
        min={1}
        step={1}
        required
        value={amount}
        onChange={(event) => set(event.target.value, unit)}
      />
      <SelectField
        label={t(words.unit)}
        hideLabel
        value={unit}
        onChange={(event) => set(amount, event.target.value as SnoozeUnit)}
      >
        {(Object.keys(snoozeUnits) as SnoozeUnit[]).map((one) => (
          <option key={one} value={one}>
            {t(words[`unit.${one}`])}
          </option>
        ))}
      </SelectField>
    </div>
  );
}
