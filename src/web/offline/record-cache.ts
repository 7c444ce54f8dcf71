import { openRecordCache, type RecordCache, type RowStorage } from "../../client/record-cache.ts";
import { clearRows, loadRows, saveRows, type Scope } from "./rows.ts";
import { signedIn } from "./signed-in.ts";

/** What an agent held in an org, from IndexedDB; written when there is time, and when the page is left. */
export async function openPageCache(orgId: string, agentId: string): Promise<RecordCache> {
  const scope: Scope = [agentId, orgId];
  const end = new AbortController();
  const isOwner = await ownership(`parley.records.${agentId}.${orgId}`, end.signal);
  // Only while this agent is signed in here: another tab may have signed out a moment ago.
  const isWritable = () => isOwner() && signedIn()?.user.id === agentId;
  const storage: RowStorage = {
    load: () => loadRows(scope),
    isWritable,
    save: (change) => saveRows(scope, change, isWritable),
    clear: () => clearRows({ of: scope }),
    close: () => end.abort(),
  };
  const cache = await openRecordCache(storage);
  const leaving = () => document.visibilityState === "hidden" && void cache.flush();
  document.addEventListener("visibilitychange", leaving, { signal: end.signal });
  window.addEventListener("pagehide", () => void cache.flush(), { signal: end.signal });
  return cache;
}

/** One tab writes, by a Web Lock that is free again when it closes. Tells whether this one does; the next in line comes to it. */
async function ownership(name: string, end: AbortSignal): Promise<() => boolean> {
  let isOwner = false;
  const untilEnd = () => {
    isOwner = !end.aborted;
    return new Promise<void>((resolve) => {
      end.addEventListener("abort", () => {
        isOwner = false;
        resolve();
      });
    });
  };
  await new Promise<void>((known) => {
    void navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      known();
      return lock === null ? undefined : untilEnd();
    });
  });
  if (!isOwner) {
    // Rejects when the inbox is closed before its turn has come.
    navigator.locks.request(name, { signal: end }, untilEnd).catch(() => undefined);
  }
  return () => isOwner;
}
