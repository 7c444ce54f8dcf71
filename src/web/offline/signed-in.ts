import type { Organisation, User } from "../api.ts";
import { forgetKeptFiles } from "../media/kept-files.ts";
import { dropPushSubscription } from "./push-subscription.ts";
import { clearRows } from "./rows.ts";

/** Who is signed in here, remembered so that the inbox opens before the network has said so, and without one. */

const storageKey = "parley.signedIn";

export interface SignedIn {
  readonly user: User;
  readonly organisations: Organisation[];
  /** When the sign-in ends, ISO 8601; after that nobody is remembered. */
  readonly until: string;
}

/** null when nobody is, or when the sign-in has ended meanwhile. */
export function signedIn(): SignedIn | null {
  const kept = localStorage.getItem(storageKey);
  if (kept === null) return null;
  const { user, organisations, until } = JSON.parse(kept) as SignedIn;
  return Date.parse(until) > Date.now() ? { user, organisations, until } : null;
}

/** What anybody else had here goes. */
export async function rememberSignedIn(one: SignedIn): Promise<void> {
  const before = localStorage.getItem(storageKey);
  if (before !== null && (JSON.parse(before) as SignedIn).user.id !== one.user.id) forgetKeptFiles();
  localStorage.setItem(storageKey, JSON.stringify(one));
  await clearRows({ butOf: one.user.id });
}

/** The session was ended elsewhere: what they saw goes, in every organisation. What they wrote waits for their next sign-in. */
export async function forgetRecords(): Promise<void> {
  localStorage.removeItem(storageKey);
  void dropPushSubscription();
  await clearRows();
}

/** Nothing of what they saw stays on this device. */
export async function forgetSignedIn(): Promise<void> {
  localStorage.removeItem(storageKey);
  forgetKeptFiles();
  // Its push service may be slow, and nobody has to wait for it.
  void dropPushSubscription();
  await clearRows();
}

/** Runs `listener` when another tab signs in or out. Returns how to stop. */
export function onSignedInElsewhere(listener: () => void): () => void {
  const heard = ({ key }: StorageEvent) => {
    // `null`: everything was cleared.
    if (key === storageKey || key === null) listener();
  };
  window.addEventListener("storage", heard);
  return () => window.removeEventListener("storage", heard);
}
