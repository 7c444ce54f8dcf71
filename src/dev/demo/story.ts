import { priorities } from "../../protocol/record-parts.ts";
import type { Priority } from "../../protocol/record-parts.ts";
import type { SimulatedChannel } from "../simulator/world.ts";

/** Reads the demo's conversations; acme.story says how they are written. */

export interface Line {
  readonly from: "customer" | "business";
  readonly text: string;
  /** Milliseconds after the conversation's first line. */
  readonly offsetMs: number;
  /** Index of the line it quotes. */
  readonly quotes: number | null;
}

export interface Story {
  readonly channel: SimulatedChannel;
  /** null for somebody whose name the provider does not tell. */
  readonly name: string | null;
  /** Digits; on Instagram the customer's name there. */
  readonly phone: string;
  /** Between the last line and now. */
  readonly agoMs: number;
  readonly unread: number;
  readonly state: "active" | "closed" | "archived";
  readonly lines: Line[];
  /** Replies that agents send now. */
  readonly replies: { readonly agent: string; readonly text: string }[];
  readonly notes: { readonly agent: string; readonly text: string }[];
  readonly labels: string[];
  assignee: string | null;
  priority: Priority;
}

const unitMs: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Pauses, in order, before somebody answers; taken in turn so that every start tells the same story. */
const answerMs = [95_000, 240_000, 50_000, 410_000, 130_000, 720_000, 75_000];
const goesOnMs = 25_000;

/** Throws on a line that it does not understand: a story is part of the code. */
export function parseStories(source: string): Story[] {
  const stories: Story[] = [];
  let offsetMs = 0;
  for (const line of source.split("\n")) {
    const [, sign, rest = ""] = /^([#<>~@&!]) (.+)$/.exec(line) ?? [];
    if (sign === "#") {
      stories.push(parseHeading(rest));
      offsetMs = 0;
      continue;
    }
    const story = stories.at(-1);
    // Words before the first heading are for the reader.
    if (story === undefined || line === "") continue;
    if (sign === "~") {
      offsetMs += duration(rest);
    } else if (sign === "@" || sign === "&") {
      const [agent = "", ...text] = rest.split(": ");
      (sign === "@" ? story.replies : story.notes).push({ agent, text: text.join(": ") });
    } else if (sign === "!") {
      settle(story, rest);
    } else if (sign === "<" || sign === ">") {
      const said = parseLine(sign === "<" ? "customer" : "business", rest, story.lines, offsetMs);
      story.lines.push(said);
      offsetMs = said.offsetMs;
    } else {
      throw new Error(`Not understood: ${line}`);
    }
  }
  return stories;
}

function settle(story: Story, rest: string): void {
  const [, verb, what = ""] = /^(label|assign|priority) (.+)$/.exec(rest) ?? [];
  const priority = priorities.find((one) => one === what);
  if (verb === "label") story.labels.push(...what.split(", "));
  else if (verb === "assign") story.assignee = what;
  else if (priority !== undefined) story.priority = priority;
  else throw new Error(`Not understood: ! ${rest}`);
}

function parseLine(from: Line["from"], rest: string, before: readonly Line[], offsetMs: number): Line {
  const [, quoted, text = ""] = /^(?:\((\d+)\) )?(.+)$/.exec(rest) ?? [];
  const last = before.at(-1);
  const pauseMs =
    last === undefined ? 0 : last.from === from ? goesOnMs : (answerMs[before.length % answerMs.length] ?? goesOnMs);
  return {
    from,
    text: text.replaceAll("\\n", "\n"),
    offsetMs: offsetMs + pauseMs,
    quotes: quoted === undefined ? null : Number(quoted) - 1,
  };
}

/** A number, an SMS number, an Instagram name. */
const isAddress = /^(\+|sms \+|@)/;

function parseHeading(rest: string): Story {
  const parts = rest.split(", ");
  const named = isAddress.test(parts[0] ?? "") ? null : (parts.shift() ?? null);
  const [address = "", ago = "", state = ""] = parts;
  const channel = address.startsWith("@") ? "instagram" : address.startsWith("sms ") ? "sms" : "whatsapp";
  return {
    channel,
    name: named,
    phone: channel === "instagram" ? address.slice(1) : address.replaceAll(/\D/g, ""),
    agoMs: duration(ago),
    unread: Number(/^unread (\d+)$/.exec(state)?.[1] ?? 0),
    state: state === "closed" || state === "archived" ? state : "active",
    lines: [],
    ...untouched(),
  };
}

function duration(text: string): number {
  const [, count, unit = ""] = /^(\d+)([mhd])$/.exec(text) ?? [];
  const ms = unitMs[unit];
  if (count === undefined || ms === undefined) throw new Error(`Not a time: ${text}`);
  return Number(count) * ms;
}

/** A café that has ordered the same every day for five weeks: the demo's long thread. */
export function standingOrder(): Story {
  const dayMs = unitMs["d"] ?? 0;
  const lines: Line[] = [];
  const say = (from: Line["from"], text: string, offsetMs: number): number => {
    lines.push({ from, text, offsetMs, quotes: null });
    return lines.length - 1;
  };
  const days = 35;
  for (let day = 0; day < days; day += 1) {
    const at = day * dayMs;
    const kilos = 3 + (day % 4);
    say("customer", `Good morning ☀️ ${kilos} kg espresso and ${1 + (day % 2)} kg filter for tomorrow, please`, at);
    say("business", `Good morning! ${kilos} kg espresso, ${1 + (day % 2)} kg filter, noted ✅`, at + 240_000);
    if (day % 5 === 2) {
      const asked = say("customer", "Could the driver ring at the back door?", at + 300_000);
      lines.push({ from: "business", text: "Sure, I've told them.", offsetMs: at + 420_000, quotes: asked });
    }
    if (day % 7 === 4) say("customer", "Thank you! Great crema on yesterday's batch 👌", at + 900_000);
  }
  return {
    channel: "whatsapp",
    name: "Corner House Coffee",
    phone: "12025550101",
    agoMs: unitMs["h"] ?? 0,
    unread: 0,
    state: "active",
    lines,
    ...untouched(),
  };
}

function untouched() {
  return { replies: [], notes: [], labels: [], assignee: null, priority: "none" as const };
}
