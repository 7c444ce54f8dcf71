import { Copy, RotateCcw } from "lucide-react";
import { useCallback, useId, useState } from "react";
import type { Outcome } from "../../protocol/facts.ts";
import type { Result } from "../api.ts";
import { Button } from "../controls/button.tsx";
import { Notice } from "../controls/notice.tsx";
import { useLoaded } from "../settings/use-loaded.ts";
import { type DeliverySummary, ingest } from "./ingest-calls.ts";
import { outcomeMeaning, outcomeName, outcomesInWords, reasonInWords } from "./ingest-words.ts";
import { deliveries as words } from "../messages/en/deliveries.ts";
import { form } from "../messages/en/form.ts";
import { shell } from "../messages/en/shell.ts";
import { t } from "../messages/t.ts";

interface DeliveryDetailsProps {
  org: string;
  delivery: DeliverySummary;
  replayed: (outcomes: readonly Outcome[]) => void;
}

/** What became of each item, the bytes as they came, and the way to take them in again. */
export function DeliveryDetails({ org, delivery, replayed }: DeliveryDetailsProps) {
  const [result, setResult] = useState<Result<{ outcomes: Outcome[] }> | null>(null);
  const [busy, setBusy] = useState(false);

  async function replay(): Promise<void> {
    setBusy(true);
    const answer = await ingest.replay(org, delivery.id);
    setBusy(false);
    setResult(answer);
    if (answer.ok) replayed(answer.value.outcomes);
  }

  return (
    <div className="delivery-details">
      <ol className="delivery-items" aria-label={t(words.items)}>
        {delivery.outcomes.map((outcome, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- an item is known by its place in the delivery alone
          <li key={index} className="delivery-item">
            <span className={`delivery-outcome delivery-${outcome.outcome}`}>{outcomeName(outcome.outcome)}</span>
            <span>{reasonInWords(outcome) ?? outcomeMeaning(outcome.outcome)}</span>
            {outcome.providerId === null ? null : (
              <code className="delivery-id" dir="ltr">
                {outcome.providerId}
              </code>
            )}
          </li>
        ))}
      </ol>
      <RawBytes org={org} id={delivery.id} />
      <div className="delivery-actions">
        <Button look="primary" busy={busy} onClick={() => void replay()}>
          <RotateCcw size={16} aria-hidden />
          {t(words.replay)}
        </Button>
        <p className="delivery-hint">{t(words.replayHint)}</p>
      </div>
      {result === null ? null : result.ok ? (
        <Notice tone="success">{t(words.replayed, { outcomes: outcomesInWords(result.value.outcomes) })}</Notice>
      ) : (
        <Notice tone="error">{result.message}</Notice>
      )}
    </div>
  );
}

function RawBytes({ org, id }: { org: string; id: string }) {
  const heading = useId();
  const { result, reload } = useLoaded(useCallback(() => ingest.delivery(org, id), [org, id]));
  const [copied, setCopied] = useState(false);
  if (result === null) return <div className="delivery-raw" aria-busy="true" />;
  if (!result.ok) {
    return (
      <Notice tone="error">
        {result.status === 404 ? t(words.bytesGone) : result.message}{" "}
        {result.status === 404 ? null : <Button onClick={() => void reload()}>{t(shell.tryAgain)}</Button>}
      </Notice>
    );
  }
  const { raw } = result.value;
  return (
    <section aria-labelledby={heading}>
      <div className="delivery-raw-head">
        <h3 className="delivery-heading" id={heading}>
          {t(words.asItArrived)}
        </h3>
        <Button
          look="quiet"
          onClick={() => void navigator.clipboard.writeText(raw).then(() => setCopied(true))}
          onBlur={() => setCopied(false)}
        >
          <Copy size={16} aria-hidden />
          {t(copied ? form.copied : form.copy)}
        </Button>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <pre className="delivery-raw" dir="ltr" tabIndex={0} aria-labelledby={heading}>
        {indented(raw)}
      </pre>
    </section>
  );
}

/** JSON with its lines, anything else as it is. */
function indented(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw), null, 2);
  } catch {
    return raw;
  }
}
