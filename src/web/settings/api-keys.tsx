import { Copy, KeyRound } from "lucide-react";
import { useCallback, useState } from "react";
import { apiKeys, type ApiKey } from "../api.ts";
import { Button } from "../controls/button.tsx";
import { Confirm } from "../controls/confirm.tsx";
import { TextField } from "../controls/field.tsx";
import { Empty, Notice } from "../controls/notice.tsx";
import { useMe, useOrganisation } from "../shell/organisation.ts";
import { date } from "../time.ts";
import { mayManage } from "./roles.ts";
import { SettingsForm } from "./settings-form.tsx";
import { useLoaded } from "./use-loaded.ts";

/** Keys with which programs use the API. */
export function ApiKeys() {
  const me = useMe();
  if (me === null) return null;
  if (!mayManage(me.role)) return <p className="settings-text">Only owners and admins see and make API keys.</p>;
  return <Keys />;
}

function Keys() {
  const { slug } = useOrganisation();
  const { result, reload } = useLoaded(useCallback(() => apiKeys.list(slug), [slug]));
  const [made, setMade] = useState<string | null>(null);
  if (result === null) return null;
  if (!result.ok) return <Notice tone="error">The keys could not be loaded. {result.message}</Notice>;
  return (
    <>
      <p className="settings-text">
        A program with a key reads and sends for the organisation.{" "}
        <a className="text-link" href="/api/docs">
          How to use the API
        </a>
      </p>
      {result.value.items.length === 0 ? (
        <Empty icon={KeyRound} title="No keys yet">
          Make one for each program, so that you can end one without the others.
        </Empty>
      ) : (
        <ul className="settings-list" aria-label="API keys">
          {result.value.items.map((key) => (
            <KeyRow key={key.id} apiKey={key} changed={reload} />
          ))}
        </ul>
      )}
      <section className="settings-section" aria-labelledby="new-key">
        <h2 className="settings-heading" id="new-key">
          Make a key
        </h2>
        <SettingsForm
          action="Make key"
          className="settings-inline settings-inline-short"
          success="Made. Copy it now: it is shown only once."
          submit={async ({ name = "" }) => {
            const created = await apiKeys.create(slug, name);
            setMade(created.ok ? created.value.key : null);
            if (created.ok) await reload();
            return created;
          }}
        >
          <TextField
            label="Name"
            name="name"
            required
            maxLength={200}
            placeholder="Which program uses it"
            autoComplete="off"
          />
        </SettingsForm>
        {made === null ? null : (
          <p className="secret">
            <code>{made}</code>
            <Button onClick={() => void navigator.clipboard.writeText(made)}>
              <Copy size={16} aria-hidden />
              Copy
            </Button>
          </p>
        )}
      </section>
    </>
  );
}

function KeyRow({ apiKey, changed }: { apiKey: ApiKey; changed: () => Promise<void> }) {
  const { slug } = useOrganisation();
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function revoke(): Promise<void> {
    const result = await apiKeys.remove(slug, apiKey.id);
    setAsking(false);
    setError(result.ok ? null : result.message);
    await changed();
  }

  return (
    <li className="settings-row">
      <div className="settings-who">
        <p className="settings-name">{apiKey.name}</p>
        <p className="settings-detail">
          Ends in {apiKey.lastFour}, made {date(apiKey.createdAt)}
        </p>
      </div>
      <Button onClick={() => setAsking(true)} aria-label={`Revoke ${apiKey.name}`}>
        Revoke
      </Button>
      {error === null ? null : <Notice tone="error">{error}</Notice>}
      <Confirm
        open={asking}
        title={`Revoke ${apiKey.name}?`}
        action="Revoke"
        onCancel={() => setAsking(false)}
        onConfirm={() => void revoke()}
      >
        The program that uses it is refused from its next request on. This cannot be undone.
      </Confirm>
    </li>
  );
}
