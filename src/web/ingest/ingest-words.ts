import type { Outcome } from "../../protocol/facts.ts";
import { ignored } from "../messages/en/ignored.ts";
import { ignoredKinds } from "../messages/en/ignored-kinds.ts";
import { ingest as words } from "../messages/en/ingest.ts";
import { perLocale } from "../messages/per-locale.ts";
import { t } from "../messages/t.ts";
import type { Totals } from "./hours.ts";
import type { OutcomeName } from "./ingest-calls.ts";

/** What became of things, in words that a person can act on. */

export function outcomeName(outcome: OutcomeName): string {
  return t(words[`outcome.${outcome}`]);
}

export function outcomeMeaning(outcome: OutcomeName): string {
  return t(words[`means.${outcome}`]);
}

/** "2 ignored" */
export function countedOutcome(outcome: OutcomeName, count: number): string {
  return t(words.counted, { count, outcome });
}

const listed = perLocale((tag) => new Intl.ListFormat(tag, { type: "unit", style: "short" }));

/** How it went, in a sentence or two. */
export function stateInWords(sums: Totals, period: string): string {
  if (sums.received === 0) return t(words.nothing, { period });
  const left = (["failed", "parked", "ignored"] as const).filter((name) => sums[name] > 0);
  const sentences = [
    left.length === 0
      ? t(words.allStored)
      : t(words.notStored, {
          count: sums.failed + sums.parked + sums.ignored,
          received: sums.received,
          parts: listed().format(left.map((name) => countedOutcome(name, sums[name]))),
        }),
    ...(sums.duplicate === 0 ? [] : [t(words.twice, { count: sums.duplicate })]),
  ];
  return sentences.join(" ");
}

/** "2 stored, 1 ignored" */
export function outcomesInWords(outcomes: readonly Outcome[]): string {
  const counts = Map.groupBy(outcomes, ({ outcome }) => outcome);
  return listed().format([...counts].map(([name, list]) => countedOutcome(name, list.length)));
}

/** Why it was not stored; null for what says it all by its outcome. */
export function reasonInWords(outcome: Outcome): string | null {
  switch (outcome.outcome) {
    case "stored":
    case "duplicate":
    case "parked":
      return null;
    case "ignored":
      return ignoredInWords(outcome.reason);
    case "failed":
      return outcome.reason.startsWith("no channel")
        ? t(words.channelGone)
        : t(words.stumbled, { reason: outcome.reason });
  }
}

function ignoredInWords(reason: string): string {
  if (isIn(ignored, reason)) return t(ignored[reason]);
  const space = reason.indexOf(" ");
  const kind = reason.slice(0, Math.max(space, 0));
  return isIn(ignoredKinds, kind) ? t(ignoredKinds[kind], { name: reason.slice(space + 1) }) : reason;
}

function isIn<Table extends object>(table: Table, key: string): key is keyof Table & string {
  return Object.hasOwn(table, key);
}
