import type { Outcome } from "../../protocol/facts.ts";
import type { Totals } from "./hours.ts";
import type { Alert, OutcomeName } from "./ingest-calls.ts";

/** What became of things, in words that a person can act on. */

export const outcomeWords: Readonly<Record<OutcomeName, { name: string; means: string }>> = {
  stored: { name: "Stored", means: "It is in the inbox." },
  duplicate: { name: "Duplicate", means: "It was here already; the provider sent it again. Nothing is lost." },
  ignored: { name: "Ignored", means: "It was understood, or not, and left out on purpose." },
  parked: {
    name: "Parked",
    means: "It is about a message that is not here yet, and takes effect when that one comes.",
  },
  failed: { name: "Failed", means: "It could not be stored. Its bytes are kept: replay it." },
};

const number = new Intl.NumberFormat();

/** How it went, in a sentence. */
export function stateInWords(sums: Totals, period: string): string {
  if (sums.received === 0) return `Nothing has arrived in the last ${period}.`;
  const left = (["failed", "parked", "ignored"] as const).filter((name) => sums[name] > 0);
  const twice = sums.duplicate === 0 ? "" : ` ${number.format(sums.duplicate)} came again and counted once.`;
  if (left.length === 0) return `Everything that arrived was stored.${twice}`;
  const parts = left.map((name) => `${number.format(sums[name])} ${name}`).join(", ");
  const count = sums.failed + sums.parked + sums.ignored;
  return `${number.format(count)} of ${number.format(sums.received)} that arrived ${count === 1 ? "was" : "were"} not stored: ${parts}.${twice}`;
}

/** "2 stored, 1 ignored" */
export function outcomesInWords(outcomes: readonly Outcome[]): string {
  const counts = Map.groupBy(outcomes, ({ outcome }) => outcome);
  return [...counts].map(([name, list]) => `${number.format(list.length)} ${name}`).join(", ");
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
        ? "The channel that it was for is gone."
        : `Parley stumbled over it: ${outcome.reason}`;
  }
}

const ignoredReasons: Readonly<Record<string, string>> = {
  call: "A call. Parley takes messages alone.",
  foreign: "It names a number of yours, but was signed by another app: it may not speak for that number.",
  "group message": "A message in a group. Parley takes conversations with one customer each.",
  "status of a group message": "News of a message in a group. Parley takes conversations with one customer each.",
  "too old": "It is older than 40 days: an old message must not look like a new one.",
  "too large to be parked": "It came before its number was connected, and was too large to be kept.",
  "unreadable item": "It is nested too deeply to be read.",
  "the customer opened the chat": "The customer opened the chat and wrote nothing.",
  "edit without a text": "A change of a message to something that is no text.",
  "reaction without a message": "A reaction that does not say to what.",
  "entry without changes": "The provider sent an envelope with nothing in it.",
  "instagram is not connected": "News of an Instagram account. Instagram is not connected here.",
  "malformed change": "It is not in the form that the provider documents.",
  "malformed message": "A message that is not in the form that the provider documents.",
  "malformed status": "A status that is not in the form that the provider documents.",
  "message without a sender": "A message that does not say from whom it is.",
  "message without a recipient": "A message of yours that does not say to whom it went.",
  "message without a usable id": "A message without an id: it could not be told from its own copies.",
  "status without a usable id": "A status that does not say of which message.",
};

function ignoredInWords(reason: string): string {
  const known = ignoredReasons[reason];
  if (known !== undefined) return known;
  const [kind, rest] = [reason.split(" ", 1)[0], reason.slice(reason.indexOf(" ") + 1)];
  if (kind === "field") return `News of the kind “${rest}”, which Parley does not use.`;
  if (kind === "error") return `The provider reports an error: ${rest}`;
  if (kind === "status") return `A status that Parley does not know: ${rest}`;
  if (kind === "system") return `A notice of the provider that changes nothing here: ${rest}`;
  return reason;
}

/** What to do about an alert. */
export const alertAdvice: Readonly<Record<Alert["kind"], string>> = {
  channel_stopped:
    "Messages still arrive; replies wait. Give the channel a valid access token: what waits is then sent.",
  row_refused:
    "One record is missing from lists and search; the conversation itself goes on. Tell whoever operates Parley, with these words.",
  storage_filling: "Nothing is lost yet. Whoever operates Parley should plan for it now.",
  history_behind:
    "Nothing is lost: open conversations go on, while lists, history and search lag. It catches up by itself; if this stays for an hour, tell whoever operates Parley.",
};
