import { useState } from "react";
import type { Channel } from "../../protocol/records.ts";
import type { Failure } from "../api.ts";
import { Button } from "../controls/button.tsx";
import { Confirm } from "../controls/confirm.tsx";
import { Notice } from "../controls/notice.tsx";
import { channelPage as words } from "../messages/en/channel-page.ts";
import { t } from "../messages/t.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { channels } from "./channel-calls.ts";

export function DisconnectChannel({ channel: { id, name } }: { channel: Channel }) {
  const { slug } = useOrganisation();
  /** How many messages wait in its queue; null: not asked for. */
  const [asking, setAsking] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function ask(): Promise<void> {
    const counts = await channels.counts(slug, id);
    setFailure(counts.ok ? null : counts);
    if (counts.ok) setAsking(counts.value.waiting);
  }

  async function disconnect(): Promise<void> {
    setBusy(true);
    const result = await channels.disconnect(slug, id);
    setBusy(false);
    setAsking(null);
    setFailure(result.ok ? null : result);
  }

  return (
    <section className="settings-section" aria-labelledby="disconnect">
      <h2 className="settings-heading" id="disconnect">
        {t(words.disconnect)}
      </h2>
      <p className="settings-text">{t(words["disconnect.hint"])}</p>
      <p>
        <Button onClick={() => void ask()}>{t(words.disconnect)}</Button>
      </p>
      {failure === null ? null : <Notice tone="error">{failure.message}</Notice>}
      <Confirm
        open={asking !== null}
        title={t(words["disconnect.ask"], { name })}
        action={t(words.disconnect)}
        busy={busy}
        onCancel={() => setAsking(null)}
        onConfirm={() => void disconnect()}
      >
        {t(words["disconnect.warning"], { count: asking ?? 0 })}
      </Confirm>
    </section>
  );
}
