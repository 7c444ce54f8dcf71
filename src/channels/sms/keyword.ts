import { visibleLine } from "../../protocol/plain-text.ts";

/** Words by which somebody stops and starts messages (CTIA; Twilio, "Opt-out keywords"): the whole text, trimmed. */
const stops: ReadonlySet<string> = new Set([
  "STOP",
  "STOPALL",
  "UNSUBSCRIBE",
  "CANCEL",
  "END",
  "QUIT",
  "OPTOUT",
  "REVOKE",
  // Canada's French ones, with and without their accents.
  "ARRET",
  "ARRETE",
  "ARRETER",
]);
const starts: ReadonlySet<string> = new Set(["START", "UNSTOP"]);
/** Lifts what a STOP barred, as at Twilio; from anybody else it answers a question. */
const agreements: ReadonlySet<string> = new Set(["YES"]);

export interface Keyword {
  readonly state: "opted_out" | "opted_in";
  readonly lifts?: true;
}

/** What a message says about consent; null when it is about something else. `optOutType` is Twilio's own word for it, in whatever language it was said. */
export function keywordOf(body: string, optOutType: string): Keyword | null {
  const said = visibleLine(optOutType.trim() === "" ? body : optOutType);
  const word = said.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase();
  if (stops.has(word)) return { state: "opted_out" };
  if (starts.has(word)) return { state: "opted_in" };
  return agreements.has(word) ? { state: "opted_in", lifts: true } : null;
}
