import type { Attachment } from "../../protocol/records.ts";
import { timing } from "../../protocol/timing.ts";

/**
 * Files that were chosen for a reply, uploaded, and not sent yet, by conversation: kept over a reload, for every tab of
 * this browser. Their bytes are at the server.
 */

const keptFilesKey = "parley.replyFiles";

interface Kept {
  readonly attachment: Attachment;
  /** When it was uploaded, in Unix milliseconds; somewhat later for one that was taken back. */
  readonly at: number;
}
type KeptFiles = Readonly<Record<string, readonly Kept[]>>;

/** What is in no message is deleted by then. */
function isThere({ at }: Kept): boolean {
  return Date.now() - at < timing.uploadTtlMs;
}

function read(): KeptFiles {
  const kept = localStorage.getItem(keptFilesKey);
  return kept === null ? {} : (JSON.parse(kept) as KeptFiles);
}

export function keptFiles(conversationId: string): Attachment[] {
  return (read()[conversationId] ?? []).filter(isThere).map(({ attachment }) => attachment);
}

export function keepFiles(conversationId: string, attachments: readonly Attachment[]): void {
  const before = read();
  const since = new Map(before[conversationId]?.map(({ attachment, at }) => [attachment.id, at]));
  const now = attachments.map((attachment) => ({ attachment, at: since.get(attachment.id) ?? Date.now() }));
  const all = Object.entries({ ...before, [conversationId]: now }).map(([id, kept]) => [id, kept.filter(isThere)]);
  const filled = all.filter(([, kept]) => (kept ?? []).length > 0);
  if (filled.length === 0) localStorage.removeItem(keptFilesKey);
  else write(JSON.stringify(Object.fromEntries(filled)));
}

/** A browser whose storage is full loses them with the page alone: they are in the reply all the same. */
function write(kept: string): void {
  try {
    localStorage.setItem(keptFilesKey, kept);
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "QuotaExceededError")) throw error;
  }
}

const forgottenListeners = new Set<() => void>();

/** Somebody signs out: nothing that they chose is left for whoever comes after them. */
export function forgetKeptFiles(): void {
  // Before the key goes: each of them writes what is left.
  for (const listener of forgottenListeners) listener();
  localStorage.removeItem(keptFilesKey);
}

/** Runs `listener` when they are forgotten in this tab. */
export function onKeptForgotten(listener: () => void): void {
  forgottenListeners.add(listener);
}

/** Runs `listener` when another tab has changed them. */
export function onKeptElsewhere(listener: () => void): void {
  window.addEventListener("storage", ({ key }) => {
    // `null`: everything was cleared.
    if (key === keptFilesKey || key === null) listener();
  });
}
