import { LayoutTemplate } from "lucide-react";
import { useState } from "react";
import type { TemplateUse } from "../../protocol/commands.ts";
import type { Template } from "../../protocol/template.ts";
import { request } from "../api.ts";
import { Button } from "../controls/button.tsx";
import { EditorDialog } from "../controls/editor-dialog.tsx";
import { TextField } from "../controls/field.tsx";
import { Empty, Notice } from "../controls/notice.tsx";
import { templates as words } from "../messages/en/templates.ts";
import { t } from "../messages/t.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { TemplateForm } from "./template-form.tsx";
import { useTemplates } from "./use-templates.ts";
import "./templates.css";

interface TemplatePickerProps {
  channelId: string;
  send: (use: TemplateUse) => void;
  close: () => void;
}

/** First which template, then what stands in it. */
export default function TemplatePicker({ channelId, send, close }: TemplatePickerProps) {
  const [chosen, setChosen] = useState<Template | null>(null);
  return (
    <EditorDialog open wide title={chosen === null ? t(words.choose) : chosen.name} close={close}>
      {chosen === null ? (
        <TemplateList channelId={channelId} choose={setChosen} close={close} />
      ) : (
        <>
          <div>
            <Button look="quiet" onClick={() => setChosen(null)}>
              {t(words.back)}
            </Button>
          </div>
          <TemplateForm key={chosen.id} template={chosen} send={send} done={close} />
        </>
      )}
    </EditorDialog>
  );
}

interface TemplateListProps {
  channelId: string;
  choose: (template: Template) => void;
  close: () => void;
}

function TemplateList({ channelId, choose, close }: TemplateListProps) {
  const [q, setQ] = useState("");
  const { items, hasFailed, hasMore, more, reload } = useTemplates(channelId, q.trim());
  return (
    <>
      <TextField
        label={t(words.search)}
        type="search"
        dir="auto"
        value={q}
        onChange={({ target }) => setQ(target.value)}
      />
      {hasFailed ? (
        <Notice tone="error">
          {t(words.notLoaded)} <Button onClick={reload}>{t(words.readAgain)}</Button>
        </Notice>
      ) : null}
      {items?.length === 0 ? <NoTemplates isSearch={q.trim() !== ""} channelId={channelId} reload={reload} /> : null}
      <ul className="template-list">
        {(items ?? []).map((template) => (
          <li key={template.id}>
            <button type="button" className="template-choice" onClick={() => choose(template)}>
              <span className="template-name">
                <bdi>{template.name}</bdi> <bdi className="template-language">{template.language}</bdi>
              </span>
              <span className="template-text" dir="auto">
                {template.body}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <div className="dialog-actions">
        {hasMore ? <Button onClick={more}>{t(words.more)}</Button> : null}
        <Button onClick={close}>{t(words.close)}</Button>
      </div>
    </>
  );
}

function NoTemplates({ isSearch, channelId, reload }: { isSearch: boolean; channelId: string; reload: () => void }) {
  const { slug } = useOrganisation();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  async function readAgain(): Promise<void> {
    setBusy(true);
    const result = await request("POST", `/api/orgs/${encodeURIComponent(slug)}/templates/sync`, { channelId });
    setBusy(false);
    setFailure(result.ok ? null : result.message);
    if (result.ok) reload();
  }
  if (isSearch) return <Empty icon={LayoutTemplate} title={t(words.noneFound)} />;
  return (
    <Empty icon={LayoutTemplate} title={t(words.none)}>
      <p>{t(words.whyNone)}</p>
      <Button busy={busy} onClick={() => void readAgain()}>
        {t(words.readAgain)}
      </Button>
      {failure === null ? null : <Notice tone="error">{failure}</Notice>}
    </Empty>
  );
}
