/** Times as an inbox shows them, in the reader's locale and zone. All take ISO 8601. */

const dayMs = 86_400_000;
const hourMinute = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: "short" });
const longWeekday = new Intl.DateTimeFormat(undefined, { weekday: "long" });
const dayMonth = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const longDayMonth = new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric", month: "long" });
const dayMonthYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
const complete = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });

/** "12:34" */
export function clockTime(iso: string): string {
  return hourMinute.format(new Date(iso));
}

/** "12:34" today, the weekday within 7 days, then the date. */
export function listTime(iso: string, now: Date): string {
  const date = new Date(iso);
  const days = daysBetween(date, now);
  if (days <= 0) return hourMinute.format(date);
  if (days < 7) return weekday.format(date);
  return date.getFullYear() === now.getFullYear() ? dayMonth.format(date) : dayMonthYear.format(date);
}

/** Over the messages of a day: "Today", "Yesterday", the weekday, the date. */
export function dayName(iso: string, now: Date): string {
  const date = new Date(iso);
  const days = daysBetween(date, now);
  if (days === 0 || days === 1) return capitalised(relative.format(-days, "day"));
  if (days > 0 && days < 7) return longWeekday.format(date);
  return date.getFullYear() === now.getFullYear() ? longDayMonth.format(date) : dayMonthYear.format(date);
}

/** The same for all times of one day in the reader's zone. */
export function dayKey(iso: string): string {
  return new Date(iso).toDateString();
}

/** In full, for the pointer that rests on a short one. */
export function fullTime(iso: string): string {
  return complete.format(new Date(iso));
}

/** "3 Nov 2026" */
export function date(iso: string): string {
  return dayMonthYear.format(new Date(iso));
}

/** Whole calendar days, rounded because a day can have 23 or 25 hours. */
function daysBetween(earlier: Date, later: Date): number {
  return Math.round((startOfDay(later) - startOfDay(earlier)) / dayMs);
}

function startOfDay(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
