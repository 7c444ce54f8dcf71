import { isolate } from "./isolate.ts";
import { say } from "./language.ts";
import type { Message } from "./message.ts";

/** None for a message without arguments. */
export type ValuesOf<Values> = [keyof Values] extends [never] ? [] : [values: Values];

/**
 * The text of a message in the language of the page. For everywhere: components, labels, toasts, notifications. Asked
 * for when it is shown, never while a module loads: the page is drawn anew when the language changes, modules are not.
 */
export function t<Values>(message: Message<Values>, ...[values]: ValuesOf<NoInfer<Values>>): string {
  return say(message, isolated(values ?? {}));
}

function isolated(values: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === "string" ? isolate(value) : value]),
  );
}
