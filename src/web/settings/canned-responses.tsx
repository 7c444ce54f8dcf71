import { MessageSquareText } from "lucide-react";
import { useState } from "react";
import type { CannedResponse } from "../../protocol/catalog-records.ts";
import { useInboxView } from "../../client/react.ts";
import { catalog, type Result } from "../api.ts";
import { EditorForm, refusedHere } from "../controls/editor-dialog.tsx";
import { TextField } from "../controls/field.tsx";
import { useMe, useOrganisation } from "../shell/organisation.ts";
import { CatalogList } from "./catalog-list.tsx";
import { mayWrite } from "./roles.ts";
import { TextWithVariables } from "./text-with-variables.tsx";
import { cannedResponses as words } from "../messages/en/canned-responses.ts";
import { catalogList } from "../messages/en/catalog-list.ts";
import { form } from "../messages/en/form.ts";
import { t } from "../messages/t.ts";
import "./canned-responses.css";

/** Texts that are sent often, and written by their shortcut. */
export function CannedResponses() {
  const { slug } = useOrganisation();
  const me = useMe();
  const responses = useInboxView((inbox) => inbox.catalog("cannedResponse"));
  const [sought, setSought] = useState("");
  if (me === null) return null;
  const writes = mayWrite(me.role);
  const found = matching(responses, sought);
  return (
    <CatalogList
      items={found}
      kind="cannedResponse"
      nameOf={(response) => `/${response.shortcut}`}
      intro={t(words.intro)}
      empty={
        responses.length === 0
          ? {
              icon: MessageSquareText,
              title: t(words.none),
              text: t(writes ? words.noneHint : words.forThoseWhoAnswer),
            }
          : {
              icon: MessageSquareText,
              title: t(words.noneFound, { sought: sought.trim() }),
              text: t(words.noneFoundHint),
            }
      }
      mayCreate={writes}
      mayChange={writes}
      wide
      row={(response) => (
        <div className="settings-who">
          <p className="settings-name">
            <bdi>/{response.shortcut}</bdi>
          </p>
          <p className="settings-detail canned-response-text" dir="auto">
            {response.body}
          </p>
        </div>
      )}
      form={(response, done) => <CannedResponseForm response={response} done={done} />}
      warning={(response) => t(words.warning, { shortcut: `/${response.shortcut}` })}
      remove={(response) => catalog.remove(slug, "cannedResponse", response.id)}
    >
      {responses.length === 0 ? null : (
        <TextField
          label={t(words.search)}
          hideLabel
          type="search"
          placeholder={t(words.searchHint)}
          value={sought}
          onChange={(event) => setSought(event.target.value)}
        />
      )}
    </CatalogList>
  );
}

/** Those with the words in their shortcut or text; with a `/` before it, in the shortcut alone. */
function matching(responses: readonly CannedResponse[], sought: string): readonly CannedResponse[] {
  const wanted = sought.trim().toLocaleLowerCase();
  if (wanted.startsWith("/")) return responses.filter(({ shortcut }) => shortcut.startsWith(wanted.slice(1)));
  return responses.filter(
    ({ shortcut, body }) => shortcut.includes(wanted) || body.toLocaleLowerCase().includes(wanted),
  );
}

function CannedResponseForm({ response, done }: { response: CannedResponse | null; done: () => void }) {
  const { slug } = useOrganisation();
  const [shortcut, setShortcut] = useState(response?.shortcut ?? "");
  const [body, setBody] = useState(response?.body ?? "");

  async function submit(): Promise<Result<unknown>> {
    if (body.trim() === "") return refusedHere(t(words.textMissing), "body");
    return response === null
      ? catalog.create(slug, "cannedResponse", { shortcut, body })
      : catalog.change(slug, "cannedResponse", response.id, { shortcut, body });
  }

  return (
    <EditorForm
      action={response === null ? t(catalogList["make.cannedResponse"]) : t(form.save)}
      done={done}
      fields={["body"]}
      submit={submit}
    >
      {(taken, errorOf) => (
        <>
          <TextField
            label={t(words.shortcut)}
            hint={t(words.shortcutHint)}
            value={shortcut}
            onChange={(event) => setShortcut(event.target.value)}
            required
            maxLength={50}
            pattern="[\p{L}\p{N}_\-]+"
            title={t(words.shortcutForm)}
            error={taken}
            autoComplete="off"
            autoCapitalize="off"
          />
          <TextWithVariables label={t(words.text)} value={body} change={setBody} error={errorOf("body")} />
        </>
      )}
    </EditorForm>
  );
}
