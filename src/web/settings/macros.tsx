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
import { macros as words } from "../messages/en/macros.ts";
import { catalogList } from "../messages/en/catalog-list.ts";
import { form } from "../messages/en/form.ts";
import { locale } from "../messages/language.ts";
import { t } from "../messages/t.ts";

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
      kind="macro"
      nameOf={(macro) => macro.name}
      intro={t(words.intro)}
      empty={{
        icon: Zap,
        title: t(words.none),
        text: t(writes ? words.noneHint : catalogList.forThoseWhoAnswer),
      }}
      mayCreate={writes}
      mayChange={writes}
      wide
      row={(macro) => <MacroRow macro={macro} />}
      form={(macro, done) => <MacroForm macro={macro} done={done} />}
      warning={(macro) => t(words.warning, { name: macro.name })}
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
      <p className="settings-name">
        <bdi>{macro.name}</bdi>
      </p>
      <p className="settings-detail">
        {macro.actions
          .map((action) => stepInWords(action, { agents, teams, labels }))
          .join(locale().direction === "rtl" ? " ← " : " → ")}
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
    if (actions.length === 0) return refusedHere(t(words.noSteps));
    const unfinished = actions.findIndex((action) => missingIn(action) !== null);
    if (unfinished !== -1) return refusedHere(t(words.unfinished, { step: unfinished + 1 }));
    if (macro === null) return catalog.create(slug, "macro", { name, actions });
    // What it names may be gone by now, which matters to those alone who change the steps.
    const isSame = JSON.stringify(actions) === JSON.stringify(macro.actions);
    return catalog.change(slug, "macro", macro.id, isSame ? { name } : { name, actions });
  }

  return (
    <EditorForm action={macro === null ? t(catalogList["make.macro"]) : t(form.save)} done={done} submit={submit}>
      {(taken) => (
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
          <MacroSteps steps={steps} change={setSteps} saysMissing={tried} />
        </>
      )}
    </EditorForm>
  );
}
