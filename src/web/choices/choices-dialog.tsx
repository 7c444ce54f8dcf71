import { useState } from "react";
import type { Interactive } from "../../protocol/commands.ts";
import { limits } from "../../protocol/limits.ts";
import type { Result } from "../api.ts";
import { EditorDialog, EditorForm, refusedHere } from "../controls/editor-dialog.tsx";
import { SelectField } from "../controls/field.tsx";
import { choices as words } from "../messages/en/choices.ts";
import { t } from "../messages/t.ts";
import { TemplatePreview } from "../templates/template-preview.tsx";
import { type BuiltChoices, emptyChoice, emptySection, interactiveOf, problemsOf } from "./built-choices.ts";
import { ButtonFields } from "./button-fields.tsx";
import { CountedField } from "./counted-field.tsx";
import { ListFields } from "./list-fields.tsx";
import "./choices.css";

interface ChoicesDialogProps {
  /** What stands in the box: it begins as the text above. */
  text: string;
  send: (body: string, interactive: Interactive) => void;
  close: () => void;
}

/** A text with buttons under it, or with a list behind one. */
export default function ChoicesDialog({ text, send, close }: ChoicesDialogProps) {
  const [built, setBuilt] = useState<BuiltChoices>(() => ({
    kind: "buttons",
    body: text,
    buttons: [emptyChoice(), emptyChoice()],
    opener: "",
    sections: [emptySection()],
  }));
  const [wasTried, setWasTried] = useState(false);
  const found = problemsOf(built);
  const problems = wasTried ? found : new Map<string, never>();
  const change = (next: Partial<BuiltChoices>) => setBuilt({ ...built, ...next });

  async function submit(): Promise<Result<null>> {
    setWasTried(true);
    if (found.size > 0) return refusedHere(t(words.mend));
    const { body, interactive } = interactiveOf(built);
    send(body, interactive);
    return { ok: true, value: null };
  }

  return (
    <EditorDialog open wide title={t(words.title)} close={close}>
      <EditorForm action={t(words.send)} submit={submit} done={close}>
        {() => (
          <>
            <SelectField
              label={t(words.kind)}
              value={built.kind}
              onChange={({ target }) => change({ kind: target.value === "list" ? "list" : "buttons" })}
            >
              <option value="buttons">{t(words.buttons)}</option>
              <option value="list">{t(words.list)}</option>
            </SelectField>
            <CountedField
              isLong
              label={t(words.body)}
              value={built.body}
              limit={built.kind === "buttons" ? limits.interactiveTextLength : limits.whatsappTextLength}
              problem={problems.get("body")}
              change={(body) => change({ body })}
            />
            {built.kind === "buttons" ? (
              <ButtonFields built={built} problems={problems} change={change} />
            ) : (
              <ListFields built={built} problems={problems} change={change} />
            )}
            <section aria-label={t(words.preview)}>
              <TemplatePreview filled={previewOf(built)} />
            </section>
          </>
        )}
      </EditorForm>
    </EditorDialog>
  );
}

/** As it stands on the customer's phone: of a list, the button that opens it. */
function previewOf(built: BuiltChoices) {
  const { body, interactive } = interactiveOf(built);
  const buttons = interactive.kind === "buttons" ? interactive.buttons.map(({ title }) => title) : [interactive.button];
  return { header: null, body, footer: null, buttons: buttons.map((title) => (title === "" ? "…" : title)) };
}
