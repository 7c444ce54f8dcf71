/**
 * Exponential back-off with full jitter: a random wait up to base · 2^attempt, capped. `random` is in [0, 1).
 * Full jitter spreads a crowd that was cut off at one moment best (AWS Architecture Blog, "Exponential
 * Backoff And Jitter", 2015).
 */
export function backoffMs(attempt: number, baseMs: number, maxMs: number, random: number): number {
  return Math.floor(random * Math.min(maxMs, baseMs * 2 ** Math.min(attempt, 30)));
}
