/** `text/enriched` (RFC 1896) without its commands: one line break is a space, more are one fewer. */
export function plainOfEnriched(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replace(/<param>[^<]*<\/param>/gi, "")
    .replace(/\n+/g, (breaks) => (breaks.length === 1 ? " " : breaks.slice(1)))
    .replace(/<<|<[^<>]*>/g, (found) => (found === "<<" ? "<" : ""));
}
