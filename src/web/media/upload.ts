import type { Attachment } from "../../protocol/records.ts";

/** What came of an upload; a `message` is the server's own word for why not. */
export type Uploaded =
  | { readonly ok: true; readonly attachment: Attachment }
  | { readonly ok: false; readonly message: string | null };

export interface Upload {
  readonly done: Promise<Uploaded>;
  cancel(): void;
}

interface UploadOptions {
  readonly slug: string;
  /** The same for the same file, so that a second try never stores it twice. */
  readonly key: string;
  readonly as: "document" | "voice" | null;
  /** From 0 to 1. */
  readonly onProgress: (fraction: number) => void;
}

/** Sends a file to our storage. By XMLHttpRequest: `fetch` tells nothing of how far an upload has come. */
export function uploadFile(file: File, { slug, key, as, onProgress }: UploadOptions): Upload {
  const call = new XMLHttpRequest();
  const query = new URLSearchParams({ filename: file.name, ...(as === null ? {} : { type: as }) });
  const done = new Promise<Uploaded>((resolve) => {
    call.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    call.onload = () => resolve(answerOf(call));
    const brokenOff = () => resolve({ ok: false, message: null });
    call.onerror = brokenOff;
    call.onabort = brokenOff;
  });
  call.open("POST", `/api/orgs/${encodeURIComponent(slug)}/media?${query.toString()}`);
  call.responseType = "json";
  call.setRequestHeader("idempotency-key", key);
  call.setRequestHeader("content-type", file.type === "" ? "application/octet-stream" : file.type);
  call.send(file);
  return { done, cancel: () => call.abort() };
}

function answerOf({ status, response }: XMLHttpRequest): Uploaded {
  if (status === 201) return { ok: true, attachment: response as Attachment };
  // Whoever answers instead of Parley (a proxy, a captive portal) may not speak JSON.
  const said: unknown = (response as { detail?: unknown } | null)?.detail;
  return { ok: false, message: typeof said === "string" ? said : null };
}
