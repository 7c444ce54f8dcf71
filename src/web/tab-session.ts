const storageKey = "parley.session";

/**
 * The id of this tab, the same over reloads, so that what belongs to the session survives them. Browsers copy
 * sessionStorage when a tab is duplicated, and two tabs with one id would throw each other off the hub
 * (4409): so each tab holds a Web Lock on its id, and one that finds it held makes a new one.
 */
export async function claimTabSession(): Promise<string> {
  const kept = sessionStorage.getItem(storageKey);
  if (kept !== null && (await hold(kept))) return kept;
  const fresh = crypto.randomUUID();
  await hold(fresh);
  sessionStorage.setItem(storageKey, fresh);
  return fresh;
}

/** Resolves to whether the lock is ours; then it is until the tab is gone. */
function hold(id: string): Promise<boolean> {
  return new Promise((resolve) => {
    void navigator.locks.request(`parley.session.${id}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise<never>(() => undefined);
    });
  });
}
