import { useSyncExternalStore } from "react";
import { type Locale, locale, onLocale } from "./language.ts";

/** The language in which the page speaks now; the caller is drawn anew when it changes. The service worker has no React. */
export function useLocale(): Locale {
  return useSyncExternalStore(onLocale, locale);
}
