/**
 * Where imported history lies: below every live `seq`, in the order of the provider's clock. The hub takes
 * the next free position when two messages share a millisecond.
 */
export function historyPosition(atMs: number): number {
  return Number.MIN_SAFE_INTEGER + 1 + Math.max(0, Math.floor(atMs)) * 1_000;
}
