import { inbox as words } from "../messages/en/inbox.ts";
import { perLocale } from "../messages/per-locale.ts";
import { t } from "../messages/t.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const clock = perLocale((tag) => new Intl.DateTimeFormat(tag, { timeStyle: "short" }));
const weekdayClock = perLocale(
  (tag) => new Intl.DateTimeFormat(tag, { weekday: "short", hour: "numeric", minute: "2-digit" }),
);
const dateClock = perLocale(
  (tag) => new Intl.DateTimeFormat(tag, { day: "numeric", month: "short", hour: "numeric", minute: "2-digit" }),
);

/** When a person wants a conversation back. */
export interface SnoozeChoice {
  readonly key: "hour" | "evening" | "tomorrow" | "monday";
  readonly name: string;
  readonly until: Date;
}

/** The usual times from `now` on, in the reader's zone. Those that are over, or that say another one twice, are left out. */
export function snoozeChoices(now: Date): SnoozeChoice[] {
  const hour = new Date(now.getTime() + hourMs);
  const evening = at(now, 0, 18);
  const toMonday = (8 - now.getDay()) % 7 || 7;
  return [
    { key: "hour", name: t(words["snooze.hour"]), until: hour },
    ...(evening.getTime() - now.getTime() > hourMs
      ? [{ key: "evening", name: t(words["snooze.evening"]), until: evening } as const]
      : []),
    { key: "tomorrow", name: t(words["snooze.tomorrow"]), until: at(now, 1, 9) },
    // On a Sunday, tomorrow is Monday.
    ...(toMonday === 1
      ? []
      : [{ key: "monday", name: t(words["snooze.monday"]), until: at(now, toMonday, 9) } as const]),
  ];
}

/** A time to come, in short: "18:00" today, "Mon, 09:00" within 7 days, then "3 Nov, 09:00". Takes ISO 8601. */
export function untilTime(iso: string, today: Date): string {
  const until = new Date(iso);
  const days = Math.round((startOfDay(until) - startOfDay(today)) / dayMs);
  if (days === 0) return clock().format(until);
  return (days > 0 && days < 7 ? weekdayClock() : dateClock()).format(until);
}

/** As a field of the type `datetime-local` writes it, in the reader's zone. */
export function localDateTime(date: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

function at(now: Date, daysOn: number, hour: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + daysOn, hour);
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
