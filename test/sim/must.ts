import { isDeepStrictEqual } from "node:util";

/** Throws with the invariant's number when the two differ. */
export function must(invariant: string, actual: unknown, expected: unknown): void {
  if (isDeepStrictEqual(actual, expected)) return;
  throw new Error(`${invariant}\n  is:      ${shortly(actual)}\n  must be: ${shortly(expected)}`);
}

function shortly(value: unknown): string {
  return (JSON.stringify(value) ?? "undefined").slice(0, 1_500);
}
