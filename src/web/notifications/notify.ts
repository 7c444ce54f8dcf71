import { isMessage, isWanted, keyOf, type Occurrence, quoted, type Subject, together } from "../../core/occurrence.ts";
import type { NotificationSettings } from "./settings.ts";
import { textOf, topicTable } from "./topics.ts";
import { notifications as words } from "../messages/en/notifications.ts";
import { isolate } from "../messages/isolate.ts";
import { perLocale } from "../messages/per-locale.ts";
import { t } from "../messages/t.ts";

/** More of them at once are told as one. */
export const separateAtMost = 3;

/** A tab of the agent's in which the organisation is open and live. */
export interface Tab {
  readonly id: string;
  readonly attention: Attention;
  /** The conversation that is open in it. */
  readonly conversationId: string | null;
}
export type Attention = "focused" | "visible" | "hidden";

export interface Situation {
  readonly settings: NotificationSettings;
  /** All tabs of the agent in this browser; `self` is the one that asks. */
  readonly tabs: readonly Tab[];
  readonly self: string;
  /** Whether the system shows notifications of this page; "unasked": the agent was never asked. */
  readonly desktop: "granted" | "unasked" | "no";
  /** `keyOf` a subject → messages told in what is still on the screen. */
  readonly shown: ReadonlyMap<string, number>;
}

/** One notification. A later one of the same subject takes its place. */
export interface Telling {
  /** null: of several. */
  readonly subject: Subject | null;
  readonly title: string;
  readonly text: string;
  /** Messages that it tells of, with those that its predecessor told. */
  readonly messages: number;
  readonly toast: boolean;
  readonly desktop: boolean;
  readonly sound: boolean;
  /** The system would have shown it, had the agent been asked: a good moment to ask, once somebody is back. */
  readonly isMissed: boolean;
}

/**
 * What this tab tells of what just happened. One tab of an agent tells, so that nothing is told twice: the one that is
 * looked at, else one that can be seen, else any. What is open before someone's eyes is told by nobody.
 */
export function tellings(occurrences: readonly Occurrence[], situation: Situation): Telling[] {
  const { settings, tabs, self, shown } = situation;
  const teller = tellerOf(tabs);
  if (teller === null || teller.id !== self) return [];
  const seen = new Set(tabs.filter(isLookedAt).map(({ conversationId }) => conversationId));
  const wanted = occurrences.filter(
    (one) =>
      isWanted(one, settings[one.topic].reach) && !(one.subject.kind === "conversation" && seen.has(one.subject.id)),
  );
  const apart = [...Map.groupBy(wanted, ({ subject }) => keyOf(subject)).values()];
  const groups = apart.length > separateAtMost ? [wanted] : apart;
  return groups.flatMap((group) => {
    const how = howOf(group, teller.attention, situation);
    // Unseen and unheard is not told.
    if (!how.toast && !how.desktop && !how.sound && !how.isMissed) return [];
    return [{ ...(groups.length < apart.length ? ofSeveral(group) : ofOne(group, shown)), ...how }];
  });
}

/** Without the messages of a conversation that was read: in the thread of its customer, though another one is open there. */
export function withoutRead(occurrences: readonly Occurrence[], conversationId: string): Occurrence[] {
  const read = keyOf({ kind: "conversation", id: conversationId });
  return occurrences.filter((one) => !isMessage(one) || keyOf(one.subject) !== read);
}

/** The tab that tells. */
export function tellerOf(tabs: readonly Tab[]): Tab | null {
  const order: readonly Attention[] = ["focused", "visible", "hidden"];
  const [first] = tabs.toSorted(
    (a, b) => order.indexOf(a.attention) - order.indexOf(b.attention) || (a.id < b.id ? -1 : 1),
  );
  return first ?? null;
}

function isLookedAt({ attention, conversationId }: Tab): boolean {
  return attention === "focused" && conversationId !== null;
}

/** By toast while someone looks at the page, by the system while nobody does; by toast too where only that is left. */
function howOf(
  group: readonly Occurrence[],
  attention: Attention,
  { settings, desktop }: Situation,
): Pick<Telling, "toast" | "desktop" | "sound" | "isMissed"> {
  const wants = (way: "toast" | "desktop" | "sound") => group.some(({ topic }) => settings[topic][way]);
  const isAway = attention !== "focused";
  const bySystem = isAway && wants("desktop");
  const shows = bySystem && desktop === "granted";
  return {
    desktop: shows,
    toast: wants("toast") && attention !== "hidden" && !shows,
    sound: wants("sound"),
    isMissed: bySystem && desktop === "unasked",
  };
}

function ofOne(group: readonly Occurrence[], shown: ReadonlyMap<string, number>) {
  const { told, messages: added } = together(group);
  const messages = added + (shown.get(keyOf(told.subject)) ?? 0);
  return {
    subject: told.subject,
    title: topicTable[told.topic].title(told, Math.max(1, messages)),
    text: quoted(textOf(told)),
    messages,
  };
}

const listed = perLocale((tag) => new Intl.ListFormat(tag, { type: "unit", style: "short" }));

function ofSeveral(group: readonly Occurrence[]) {
  const messages = group.filter(isMessage).length;
  const subjects = new Set(group.map(({ subject }) => keyOf(subject))).size;
  const names = [...new Set(group.flatMap(({ contact }) => contact ?? []))];
  const title =
    messages === group.length
      ? t(words.messagesInMany, { messages, conversations: subjects })
      : t(words.news, { count: subjects });
  const first = listed().format(names.slice(0, separateAtMost).map(isolate));
  const more = names.length - separateAtMost;
  const text = more > 0 ? t(words.andMore, { names: first, count: more }) : first;
  return { subject: null, title, text: quoted(text), messages };
}
