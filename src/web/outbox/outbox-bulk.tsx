import { RotateCcw } from "lucide-react";
import { useState } from "react";
import type { Result } from "../api.ts";
import { Button } from "../controls/button.tsx";
import { Confirm } from "../controls/confirm.tsx";
import { Notice } from "../controls/notice.tsx";
import { outbox as words } from "../messages/en/outbox.ts";
import { t } from "../messages/t.ts";
import { refusalText } from "../refusal-text.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { outbox, type RetryReport } from "./outbox-calls.ts";

interface OutboxBulkProps {
  /** How many have failed, as the filter has it. */
  failed: number;
  /** A channel's id; "" for all. */
  channel: string;
  shown: readonly string[];
  selected: ReadonlySet<string>;
  select: (ids: readonly string[]) => void;
}

/** Several at once: those that are selected, or all that have failed. */
export function OutboxBulk({ failed, channel, shown, selected, select }: OutboxBulkProps) {
  const { slug } = useOrganisation();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<Result<RetryReport> | null>(null);
  const chosen = shown.filter((id) => selected.has(id));

  async function retry(asked: () => Promise<Result<RetryReport>>): Promise<void> {
    setBusy(true);
    const answer = await asked();
    setBusy(false);
    setAsking(false);
    setResult(answer);
    if (answer.ok) select([]);
  }

  return (
    <>
      {shown.length === 0 ? null : (
        <div className="outbox-bulk">
          <label className="outbox-all">
            <input
              type="checkbox"
              className="check-box"
              checked={chosen.length === shown.length}
              onChange={({ target }) => select(target.checked ? shown : [])}
            />
            {chosen.length === 0 ? t(words.selectAll) : t(words.selected, { count: chosen.length })}
          </label>
          {chosen.length === 0 ? (
            <Button busy={busy} onClick={() => setAsking(true)}>
              <RotateCcw size={16} aria-hidden />
              {t(words.retryAll)}
            </Button>
          ) : (
            <Button look="primary" busy={busy} onClick={() => void retry(() => outbox.retry(slug, chosen))}>
              <RotateCcw size={16} aria-hidden />
              {t(words.retrySelected, { count: chosen.length })}
            </Button>
          )}
        </div>
      )}
      {result === null ? null : <Outcome result={result} />}
      <Confirm
        open={asking}
        title={t(words.askAll, { count: failed })}
        action={t(words.retryAll)}
        busy={busy}
        onCancel={() => setAsking(false)}
        onConfirm={() => void retry(() => outbox.retryAll(slug, channel))}
      >
        {t(words.askAllHint)}
      </Confirm>
    </>
  );
}

function Outcome({ result }: { result: Result<RetryReport> }) {
  if (!result.ok) return <Notice tone="error">{result.message}</Notice>;
  const { retried, refused, more } = result.value;
  const byReason = Map.groupBy(refused, ({ code, message }) => refusalText({ code, message }));
  return (
    <Notice tone={refused.length === 0 ? "success" : "error"}>
      {t(words.retried, { count: retried.length })}{" "}
      {[...byReason].map(([reason, list]) => t(words.refused, { count: list.length, reason })).join(" ")}{" "}
      {more ? t(words.more) : ""}
    </Notice>
  );
}
