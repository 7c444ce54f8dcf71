/**
 * What stands for the provider's id in news of a mail that is named by its place alone. It is no Message-ID: a message that
 * took it for its own would answer to a name that no mail has.
 */
export function placeName(position: number): string {
  return `position-${position}`;
}
