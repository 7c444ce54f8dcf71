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
]);
const starts: ReadonlySet<string> = new Set(["START", "UNSTOP"]);

/** What a message says about consent; null when it is about something else. `optOutType` is Twilio's own word for it. */
export function keywordOf(body: string, optOutType: string): "opted_out" | "opted_in" | null {
  const word = (optOutType === "" ? body : optOutType).trim().toUpperCase();
  if (stops.has(word)) return "opted_out";
  return starts.has(word) ? "opted_in" : null;
}
