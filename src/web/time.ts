import { locale } from "./messages/language.ts";
import { perLocale } from "./messages/per-locale.ts";

/** Times as an inbox shows them, in the language of the page and the reader's zone. All take ISO 8601. */

const dayMs = 86_400_000;
const hourMinute = perLocale((tag) => new Intl.DateTimeFormat(tag, { timeStyle: "short" }));
const weekday = perLocale((tag) => new Intl.DateTimeFormat(tag, { weekday: "short" }));
const longWeekday = perLocale((tag) => new Intl.DateTimeFormat(tag, { weekday: "long" }));
const dayMonth = perLocale((tag) => new Intl.DateTimeFormat(tag, { day: "numeric", month: "short" }));
const longDayMonth = perLocale(
  (tag) => new Intl.DateTimeFormat(tag, { weekday: "short", day: "numeric", month: "long" }),
);
const dayMonthYear = perLocale(
  (tag) => new Intl.DateTimeFormat(tag, { day: "numeric", month: "short", year: "numeric" }),
);
const complete = perLocale((tag) => new Intl.DateTimeFormat(tag, { dateStyle: "full", timeStyle: "short" }));
const relative = perLocale((tag) => new Intl.RelativeTimeFormat(tag, { numeric: "auto" }));

/** "12:34" */
export function clockTime(iso: string): string {
  return hourMinute().format(new Date(iso));
}

/** "12:34" today, the weekday within 7 days, then the date. */
export function listTime(iso: string, now: Date): string {
  const date = new Date(iso);
  const days = daysBetween(date, now);
  if (days <= 0) return hourMinute().format(date);
  if (days < 7) return weekday().format(date);
  return date.getFullYear() === now.getFullYear() ? dayMonth().format(date) : dayMonthYear().format(date);
}

/** Over the messages of a day: "Today", "Yesterday", the weekday, the date. */
export function dayName(iso: string, now: Date): string {
  const date = new Date(iso);
  const days = daysBetween(date, now);
  if (days === 0 || days === 1) return capitalised(relative().format(-days, "day"));
  if (days > 0 && days < 7) return longWeekday().format(date);
  return date.getFullYear() === now.getFullYear() ? longDayMonth().format(date) : dayMonthYear().format(date);
}

/** The same for all times of one day in the reader's zone. */
export function dayKey(iso: string): string {
  return new Date(iso).toDateString();
}

/** In full, for the pointer that rests on a short one. */
export function fullTime(iso: string): string {
  return complete().format(new Date(iso));
}

/** "3 Nov 2026" */
export function date(iso: string): string {
  return dayMonthYear().format(new Date(iso));
}

/** Whole calendar days, rounded because a day can have 23 or 25 hours. */
function daysBetween(earlier: Date, later: Date): number {
  return Math.round((startOfDay(later) - startOfDay(earlier)) / dayMs);
}

function startOfDay(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase(locale().tag) + text.slice(1);
}
