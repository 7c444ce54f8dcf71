import type { Attachment } from "../../protocol/records.ts";

/**
 * Files that this tab has uploaded, by their id. A message shows them from here: at once, while it is still on its way,
 * and without a download.
 */

interface LocalFile {
  readonly attachment: Attachment;
  /** Of its bytes in this tab; null where only the server has them. */
  readonly url: string | null;
}

/** A pasted picture is in memory as long as it has an address. */
const filesMax = 40;

const files = new Map<string, LocalFile>();

export function rememberFile(attachment: Attachment, url: string | null): void {
  if (files.get(attachment.id)?.url != null) return;
  files.set(attachment.id, { attachment, url });
  const [oldest] = files.keys();
  if (files.size > filesMax && oldest !== undefined) forgetFile(oldest);
}

/** It will be in no message. */
export function forgetFile(id: string): void {
  const url = files.get(id)?.url ?? null;
  if (url !== null) URL.revokeObjectURL(url);
  files.delete(id);
}

/** One that was uploaded here, as the server answered it. */
export function localFile(id: string): Attachment | null {
  return files.get(id)?.attachment ?? null;
}

/** Where a file can be looked at: here, if it is here. */
export function addressOfFile({ id, url }: Attachment): string | null {
  return files.get(id)?.url ?? url;
}
