import { Zap } from "lucide-react";
import { useState } from "react";
import type { Macro } from "../../protocol/catalog-records.ts";
import { limits } from "../../protocol/limits.ts";
import { useInboxView } from "../../client/react.ts";
import { catalog, type Result } from "../api.ts";
import { EditorForm, refusedHere } from "../controls/editor-dialog.tsx";
import { TextField } from "../controls/field.tsx";
import { useMe, useOrganisation } from "../shell/organisation.ts";
import { CatalogList } from "./catalog-list.tsx";
import { MacroSteps, type Step } from "./macro-steps.tsx";
import { missingIn, stepInWords } from "./macro-words.ts";
import { mayWrite } from "./roles.ts";

/** Several actions on a conversation under one name. */
export function Macros() {
  const { slug } = useOrganisation();
  const me = useMe();
  const macros = useInboxView((inbox) => inbox.catalog("macro"));
  if (me === null) return null;
  const writes = mayWrite(me.role);
  return (
    <CatalogList
      items={macros}
      noun="macro"
      nameOf={(macro) => macro.name}
      intro="A macro does several things to a conversation at once. Run one from the conversation or with Ctrl-K."
      empty={{
        icon: Zap,
        title: "No macros yet",
        text: writes
          ? "Put together what you always do in a row, such as: send a thank-you, add the label “Returns”, close."
          : "Those who answer can make them.",
      }}
      mayCreate={writes}
      mayChange={writes}
      wide
      row={(macro) => <MacroRow macro={macro} />}
      form={(macro, done) => <MacroForm macro={macro} done={done} />}
      warning={(macro) => (
        <>“{macro.name}” cannot be run any more. What it did to conversations stays. This cannot be undone.</>
      )}
      remove={(macro) => catalog.remove(slug, "macro", macro.id)}
    />
  );
}

function MacroRow({ macro }: { macro: Macro }) {
  const agents = useInboxView((inbox) => inbox.agents());
  const teams = useInboxView((inbox) => inbox.catalog("team"));
  const labels = useInboxView((inbox) => inbox.catalog("label"));
  return (
    <div className="settings-who">
      <p className="settings-name">{macro.name}</p>
      <p className="settings-detail">
        {macro.actions.map((action) => stepInWords(action, { agents, teams, labels })).join(" → ")}
      </p>
    </div>
  );
}

function MacroForm({ macro, done }: { macro: Macro | null; done: () => void }) {
  const { slug } = useOrganisation();
  const [name, setName] = useState(macro?.name ?? "");
  const [steps, setSteps] = useState<readonly Step[]>(
    () => macro?.actions.map((action) => ({ key: crypto.randomUUID(), action })) ?? [],
  );
  const [tried, setTried] = useState(false);

  async function submit(): Promise<Result<unknown>> {
    setTried(true);
    const actions = steps.map(({ action }) => action);
    if (actions.length === 0) return refusedHere("Add at least one step, so that the macro does something.");
    const unfinished = actions.findIndex((action) => missingIn(action) !== null);
    if (unfinished !== -1) return refusedHere(`Step ${unfinished + 1} is not complete.`);
    if (macro === null) return catalog.create(slug, "macro", { name, actions });
    // What it names may be gone by now, which matters to those alone who change the steps.
    const isSame = JSON.stringify(actions) === JSON.stringify(macro.actions);
    return catalog.change(slug, "macro", macro.id, isSame ? { name } : { name, actions });
  }

  return (
    <EditorForm action={macro === null ? "Make macro" : "Save"} done={done} submit={submit}>
      {(taken) => (
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
          <MacroSteps steps={steps} change={setSteps} saysMissing={tried} />
        </>
      )}
    </EditorForm>
  );
}
