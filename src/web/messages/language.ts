import { i18n } from "@lingui/core";
import type { Message } from "./message.ts";

/** What the page can be read in, each by its own name: whoever looks for it may read no other. */
export const languageNames = { en: "English", ar: "العربية" } as const;
export type Language = keyof typeof languageNames;
export const languages = Object.keys(languageNames) as Language[];

/** What an agent chose; "automatic": as the browser asks for pages. */
export type LanguageChoice = Language | "automatic";

export interface Locale {
  readonly language: Language;
  /** For `Intl`, with the region that the browser names: "en-GB". */
  readonly tag: string;
  readonly direction: "ltr" | "rtl";
}

/** The locale for a choice, where the browser wants `wanted`, the dearest first. */
export function localeFor(choice: LanguageChoice, wanted: readonly string[]): Locale {
  const ours = wanted.find((tag) =>
    choice === "automatic" ? languages.some((language) => isOf(tag, language)) : isOf(tag, choice),
  );
  const language = languages.find((one) => (ours === undefined ? one === choice : isOf(ours, one))) ?? "en";
  return { language, tag: ours ?? language, direction: language === "ar" ? "rtl" : "ltr" };
}

function isOf(tag: string, language: Language): boolean {
  return tag.toLowerCase().split("-")[0] === language;
}

let current = localeFor("automatic", []);
i18n.load("en", {});
i18n.activate(current.language, current.tag);

/** The language in which the page speaks now. */
export function locale(): Locale {
  return current;
}

/** Runs `listener` when another language is spoken. Returns how to stop. */
export function onLocale(listener: () => void): () => void {
  return i18n.on("change", listener);
}

/** A message put together: in that language, else in English. */
export function say({ id, message }: Message<unknown>, values: Record<string, unknown>): string {
  return i18n._({ id, message, values });
}

let asked = 0;

/** Speaks another language from now on, once its messages are there. Rejects, and changes nothing, when they cannot be loaded. */
export async function speak(next: Locale): Promise<void> {
  asked += 1;
  const turn = asked;
  // English is in the code that shows it.
  if (next.language !== "en") i18n.load(next.language, (await import("./arabic.ts")).arabic);
  // Whoever chose another one meanwhile has that one.
  if (turn !== asked) return;
  current = next;
  i18n.activate(next.language, next.tag);
}
