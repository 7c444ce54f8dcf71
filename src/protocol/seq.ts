/**
 * The org's clock: `seq` = epoch · 2³² + n, an integer below 2⁵³ that JSON and SQLite hold exactly. A hub
 * that was restored starts the next epoch, so that every cursor and every guard notices.
 */
const epochSize = 2 ** 32;

export function epochOf(seq: number): number {
  return Math.floor(seq / epochSize);
}

/** The value before the first `seq` of an epoch. */
export function epochStart(epoch: number): number {
  return epoch * epochSize;
}
