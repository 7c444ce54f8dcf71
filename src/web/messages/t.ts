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
  return say(message, isolated(message.message, values ?? {}));
}

function isolated(parts: unknown, values: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "string" && !isChosenBy(parts, name) ? isolate(value) : value,
    ]),
  );
}

/**
 * Whether a message, as it is written or as the build has parsed it, selects by that value. It is then compared and
 * never shown: marks around it would choose another branch.
 */
function isChosenBy(parts: unknown, name: string): boolean {
  if (typeof parts === "string") return parts.includes(`{${name}, select, `);
  if (typeof parts !== "object" || parts === null) return false;
  if (Array.isArray(parts) && parts[0] === name && parts[1] === "select") return true;
  return Object.values(parts).some((part) => isChosenBy(part, name));
}
