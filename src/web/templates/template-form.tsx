import { useState, useSyncExternalStore } from "react";
import { channelRules } from "../../core/channel-rules.ts";
import type { TemplateUse } from "../../protocol/commands.ts";
import { limits } from "../../protocol/limits.ts";
import type { Template, TemplateVariable } from "../../protocol/template.ts";
import type { Result } from "../api.ts";
import { EditorForm, refusedHere } from "../controls/editor-dialog.tsx";
import { TextField } from "../controls/field.tsx";
import { AttachButton } from "../media/attach-button.tsx";
import { FileTray } from "../media/file-tray.tsx";
import { ReplyFiles } from "../media/reply-files.ts";
import { templates as words } from "../messages/en/templates.ts";
import { t } from "../messages/t.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { rememberTemplate } from "./chosen-templates.ts";
import { filledTemplate } from "./filled.ts";
import { TemplatePreview } from "./template-preview.tsx";

interface TemplateFormProps {
  template: Template;
  send: (use: TemplateUse) => void;
  done: () => void;
}

/** The variables of a template, beside what becomes of it. */
export function TemplateForm({ template, send, done }: TemplateFormProps) {
  const { slug } = useOrganisation();
  const [variables, setVariables] = useState<Readonly<Record<string, string>>>({});
  const [files] = useState(() => new ReplyFiles());
  const chosen = useSyncExternalStore(files.subscribe, files.list);
  const filled = filledTemplate(template, variables);
  const format = template.header?.format ?? "text";

  async function submit(): Promise<Result<null>> {
    const { name, language } = template;
    if (format === "location") return refusedHere(t(words.noPlace));
    if (template.variables.some(({ key }) => (variables[key] ?? "").trim() === ""))
      return refusedHere(t(words.fillAll));
    if (filled.body.length > limits.templateBodyLength)
      return refusedHere(t(words.tooLong, { length: filled.body.length, limit: limits.templateBodyLength }));
    if ((filled.header?.length ?? 0) > limits.templateHeadingLength)
      return refusedHere(t(words.headingTooLong, { limit: limits.templateHeadingLength }));
    rememberTemplate(template);
    if (format === "text") send({ name, language, variables });
    else {
      const [first] = chosen;
      if (first?.state.state !== "ready") return refusedHere(t(words.fileMissing));
      send({ name, language, variables, headerMediaId: first.state.attachment.id });
    }
    return { ok: true, value: null };
  }

  function attach(given: readonly File[]): void {
    const [file] = given;
    if (file === undefined) return;
    for (const { id } of chosen) files.remove(id);
    files.add([file], { slug, rules: channelRules.whatsapp });
  }

  return (
    <EditorForm action={t(words.send)} submit={submit} done={done}>
      {() => (
        <>
          {format === "image" || format === "video" || format === "document" ? (
            <div className="template-file">
              <span className="field-label">{t(words.file)}</span>
              <AttachButton add={attach} />
              <FileTray files={files} items={chosen} />
            </div>
          ) : null}
          {template.variables.map((variable) => (
            <TextField
              key={variable.key}
              label={labelOf(variable)}
              hint={variable.example === null ? undefined : t(words.example, { example: variable.example })}
              dir="auto"
              required
              maxLength={limits.templateVariableLength}
              value={variables[variable.key] ?? ""}
              onChange={({ target }) => setVariables({ ...variables, [variable.key]: target.value })}
            />
          ))}
          <section aria-label={t(words.preview)}>
            <TemplatePreview filled={filled} />
            <p className="template-length">
              {t(words.length, { length: filled.body.length, limit: limits.templateBodyLength })}
            </p>
          </section>
        </>
      )}
    </EditorForm>
  );
}

function labelOf({ in: place, name }: TemplateVariable): string {
  return t(words[`variable.${place}`], { name });
}
