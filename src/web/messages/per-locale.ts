import { locale } from "./language.ts";

/** Something of `Intl` that is costly to make: once for each language that is spoken. Give it the tag: `perLocale((tag) => new Intl.ListFormat(tag))`. */
export function perLocale<Formatter>(make: (tag: string) => Formatter): () => Formatter {
  let made: { tag: string; formatter: Formatter } | null = null;
  return () => {
    const { tag } = locale();
    if (made?.tag !== tag) made = { tag, formatter: make(tag) };
    return made.formatter;
  };
}
