import type { Compose } from "../../client/guess.ts";

/** What a reply says that is more than text is told by the composer's code, which is not there from the first. */

let composer: Compose = () => null;

export const composed: Compose = (conversation, payload) => composer(conversation, payload);

export function composeWith(next: Compose): void {
  composer = next;
}
