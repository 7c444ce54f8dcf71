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
      noun="canned response"
      nameOf={(response) => `/${response.shortcut}`}
      intro="Texts that you send often. In a reply, type / and the shortcut."
      empty={
        responses.length === 0
          ? {
              icon: MessageSquareText,
              title: "No canned responses yet",
              text: writes
                ? "Write your opening hours once, call it “hours”, and everybody types /hours from then on."
                : "Those who answer can write them.",
            }
          : { icon: MessageSquareText, title: `Nothing has “${sought.trim()}” in it`, text: "Try fewer letters." }
      }
      mayCreate={writes}
      mayChange={writes}
      wide
      row={(response) => (
        <div className="settings-who">
          <p className="settings-name">/{response.shortcut}</p>
          <p className="settings-detail canned-text">{response.body}</p>
        </div>
      )}
      form={(response, done) => <CannedResponseForm response={response} done={done} />}
      warning={(response) => <>Nobody can write it as /{response.shortcut} any more. What was sent stays.</>}
      remove={(response) => catalog.remove(slug, "cannedResponse", response.id)}
    >
      {responses.length === 0 ? null : (
        <TextField
          label="Search canned responses"
          hideLabel
          type="search"
          placeholder="Search shortcuts and texts"
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
    if (body.trim() === "") return refusedHere("Write the text that is sent.", "body");
    return response === null
      ? catalog.create(slug, "cannedResponse", { shortcut, body })
      : catalog.change(slug, "cannedResponse", response.id, { shortcut, body });
  }

  return (
    <EditorForm
      action={response === null ? "Make canned response" : "Save"}
      done={done}
      fields={["body"]}
      submit={submit}
    >
      {(taken, errorOf) => (
        <>
          <TextField
            label="Shortcut"
            hint="What is typed after /, such as hours: letters, digits, - and _"
            value={shortcut}
            onChange={(event) => setShortcut(event.target.value)}
            required
            maxLength={50}
            pattern="[\p{L}\p{N}_\-]+"
            title="Letters, digits, - and _, without spaces"
            error={taken}
            autoComplete="off"
            autoCapitalize="off"
          />
          <TextWithVariables label="Text" value={body} change={setBody} error={errorOf("body")} />
        </>
      )}
    </EditorForm>
  );
}
