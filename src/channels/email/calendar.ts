/** An invitation (RFC 5545) as far as a thread shows it: what about, when, where. */
export interface Invitation {
  /** `REQUEST`, `CANCEL`, `REPLY`…; null where it says nothing. */
  readonly method: string | null;
  readonly summary: string | null;
  readonly location: string | null;
  /** As written: `20240411T110000`, with `Z` for UTC. Times of a zone keep its name beside them. */
  readonly start: string | null;
  readonly timeZone: string | null;
}

/** Null when a text is no calendar. */
export function invitationIn(text: string): Invitation | null {
  if (!/^BEGIN:VCALENDAR/im.test(text)) return null;
  const lines = text.replace(/\r?\n[ \t]/g, "").split(/\r?\n/);
  const event = lines.findIndex((line) => /^BEGIN:VEVENT/i.test(line));
  const start = field(lines.slice(event + 1), "DTSTART");
  return {
    method: field(lines, "METHOD")?.value ?? null,
    summary: unescaped(field(lines.slice(event + 1), "SUMMARY")?.value),
    location: unescaped(field(lines.slice(event + 1), "LOCATION")?.value),
    start: start?.value ?? null,
    timeZone: /;TZID=([^;:]+)/i.exec(start?.params ?? "")?.[1] ?? null,
  };
}

function field(lines: readonly string[], name: string): { params: string; value: string } | null {
  const pattern = new RegExp(`^${name}((?:;[^:]*)?):(.*)$`, "i");
  for (const line of lines) {
    const [, params = "", value] = pattern.exec(line) ?? [];
    if (value !== undefined) return { params, value: value.trim().slice(0, fieldLength) };
  }
  return null;
}

function unescaped(value: string | undefined): string | null {
  return value === undefined || value === "" ? null : value.replace(/\\n/gi, "\n").replace(/\\([,;\\])/g, "$1");
}

const fieldLength = 500;
