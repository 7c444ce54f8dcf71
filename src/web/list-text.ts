import { isolate } from "./messages/isolate.ts";
import { perLocale } from "./messages/per-locale.ts";

const listed = perLocale((tag) => new Intl.ListFormat(tag, { type: "unit" }));

/** Names one after another, as the reader's language lists them: "VIP, Trial". */
export function listText(names: readonly string[]): string {
  return listed().format(names.map(isolate));
}
