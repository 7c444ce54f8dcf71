import { locale, localeFor, speak } from "./messages/language.ts";
import { languageChoice, onPreference } from "./preferences.ts";

/** Speaks the language that the agent chose, from now on: this tab follows when it is chosen in another one. */
export async function speakAsChosen(): Promise<void> {
  onPreference(() => void follow());
  window.addEventListener("languagechange", () => void follow());
  await follow();
}

async function follow(): Promise<void> {
  const next = localeFor(languageChoice(), navigator.languages);
  if (next.tag !== locale().tag) {
    // Without a network, and without a copy: the language that is here is better than no page.
    await speak(next).catch(() => undefined);
  }
  const { tag, direction } = locale();
  document.documentElement.lang = tag;
  document.documentElement.dir = direction;
}
