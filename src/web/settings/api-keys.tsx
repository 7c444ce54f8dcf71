import { Copy, KeyRound } from "lucide-react";
import { useCallback, useState } from "react";
import { useInboxView } from "../../client/react.ts";
import { apiKeys, type ApiKey } from "../api.ts";
import { Button } from "../controls/button.tsx";
import { Confirm } from "../controls/confirm.tsx";
import { SelectField, TextField } from "../controls/field.tsx";
import { Empty, Notice } from "../controls/notice.tsx";
import { useMe, useOrganisation } from "../shell/organisation.ts";
import { date } from "../time.ts";
import { mayManage } from "./roles.ts";
import { SettingsForm } from "./settings-form.tsx";
import { useLoaded } from "./use-loaded.ts";
import { apiKeys as words } from "../messages/en/api-keys.ts";
import { form } from "../messages/en/form.ts";
import { t } from "../messages/t.ts";
import { Trans } from "../messages/trans.tsx";

/** Keys with which programs use the API. */
export function ApiKeys() {
  const me = useMe();
  if (me === null) return null;
  if (!mayManage(me.role)) return <p className="settings-text">{t(words.forAdmins)}</p>;
  return <Keys />;
}

function Keys() {
  const { slug } = useOrganisation();
  const { result, reload } = useLoaded(useCallback(() => apiKeys.list(slug), [slug]));
  const channels = useInboxView((inbox) => inbox.channels());
  const [made, setMade] = useState<string | null>(null);
  if (result === null) return null;
  if (!result.ok) return <Notice tone="error">{t(words.notLoaded, { reason: result.message })}</Notice>;
  return (
    <>
      <p className="settings-text">
        <Trans
          message={words.intro}
          elements={{
            link: (
              // oxlint-disable-next-line jsx-a11y/anchor-has-content, jsx-a11y/control-has-associated-label -- Trans puts the words of the message in it
              <a className="text-link" href="/api/docs" />
            ),
          }}
        />
      </p>
      {result.value.items.length === 0 ? (
        <Empty icon={KeyRound} title={t(words.none)}>
          {t(words.noneHint)}
        </Empty>
      ) : (
        <ul className="settings-list" aria-label={t(words.keys)}>
          {result.value.items.map((key) => (
            <KeyRow key={key.id} apiKey={key} changed={reload} />
          ))}
        </ul>
      )}
      <section className="settings-section" aria-labelledby="new-key">
        <h2 className="settings-heading" id="new-key">
          {t(words.make)}
        </h2>
        <SettingsForm
          action={t(words.makeKey)}
          className="settings-inline settings-inline-short"
          success={t(words.made)}
          submit={async ({ name = "", channel = "", days = "" }) => {
            const created = await apiKeys.create(slug, {
              name,
              channelIds: channel === "" ? null : [channel],
              expiresAt: days === "" ? null : new Date(Date.now() + Number(days) * 86_400_000).toISOString(),
            });
            setMade(created.ok ? created.value.key : null);
            if (created.ok) await reload();
            return created;
          }}
        >
          <TextField
            label={t(form.name)}
            name="name"
            required
            maxLength={200}
            placeholder={t(words.nameHint)}
            autoComplete="off"
          />
          <SelectField label={t(words.channel)} name="channel">
            <option value="">{t(words.allChannels)}</option>
            {channels.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
          <SelectField label={t(words.ends)} name="days">
            <option value="">{t(words.never)}</option>
            {[30, 90, 365].map((count) => (
              <option key={count} value={count}>
                {t(words.days, { count })}
              </option>
            ))}
          </SelectField>
        </SettingsForm>
        {made === null ? null : (
          <p className="secret">
            <code dir="ltr">{made}</code>
            <Button onClick={() => void navigator.clipboard.writeText(made)}>
              <Copy size={16} aria-hidden />
              {t(form.copy)}
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
        <p className="settings-name">
          <bdi>{apiKey.name}</bdi>
        </p>
        <p className="settings-detail">
          {t(words.detail, { lastFour: apiKey.lastFour, date: date(apiKey.createdAt) })}
        </p>
        <KeyDetails apiKey={apiKey} />
      </div>
      <Button onClick={() => setAsking(true)} aria-label={t(words.revokeOne, { name: apiKey.name })}>
        {t(words.revoke)}
      </Button>
      {error === null ? null : <Notice tone="error">{error}</Notice>}
      <Confirm
        open={asking}
        title={t(words.askToRevoke, { name: apiKey.name })}
        action={t(words.revoke)}
        onCancel={() => setAsking(false)}
        onConfirm={() => void revoke()}
      >
        {t(words.revokeHint)}
      </Confirm>
    </li>
  );
}

/** Who made a key, what it reaches, until when, and when it was last used. */
function KeyDetails({ apiKey: { createdBy, expiresAt, channelIds, lastUsedAt } }: { apiKey: ApiKey }) {
  const maker = useInboxView((inbox) => inbox.agents().find(({ id }) => id === createdBy)?.name ?? null);
  const channels = useInboxView((inbox) => inbox.channels());
  const nameOf = (id: string) => channels.find((channel) => channel.id === id)?.name ?? id;
  const [shownAt] = useState(() => Date.now());
  const hasEnded = expiresAt !== null && Date.parse(expiresAt) <= shownAt;
  return (
    <>
      <p className="settings-detail">
        {maker === null ? (createdBy === null ? null : t(words.makerLeft)) : t(words.madeBy, { name: maker })}{" "}
        {lastUsedAt === null ? t(words.neverUsed) : t(words.lastUsed, { date: date(lastUsedAt) })}
      </p>
      <p className="settings-detail">
        {channelIds === null ? t(words.reachesAll) : t(words.reaches, { channels: channelIds.map(nameOf).join(", ") })}{" "}
        {expiresAt === null
          ? t(words.endsNever)
          : t(hasEnded ? words.hasEnded : words.endsOn, { date: date(expiresAt) })}
      </p>
    </>
  );
}
