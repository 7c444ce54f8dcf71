import { createHash, randomInt } from "node:crypto";
import { type Sample, sampleOf } from "./samples.ts";

/** Files that lie at the providers, in memory: a restart forgets them, and what Parley has not fetched is gone then. */
export interface ShelfFile extends Sample {
  readonly id: string;
  /** Without this token Meta gives it to nobody; null for those whose address is enough. */
  readonly token: string | null;
}

/** What a phone shows of a file. */
export type ShownFile = Pick<ShelfFile, "id" | "mimeType" | "filename">;

const bytesMax = 300 * 1024 * 1024;
/** Meta's addresses live for five minutes. */
const addressTtlMs = 300_000;

export class MediaShelf {
  /** Where this simulator answers. */
  origin = "";
  readonly #files = new Map<string, ShelfFile>();
  #bytes = 0;

  put(sample: Sample, token: string | null): ShelfFile {
    const file = { ...sample, id: String(randomInt(10 ** 14, 2 * 10 ** 14)), token };
    this.#files.set(file.id, file);
    this.#bytes += file.bytes.byteLength;
    for (const old of this.#files.values()) {
      if (this.#bytes <= bytesMax || old === file) break;
      this.remove(old.id);
    }
    return file;
  }

  /** The file that a customer sends: the one that a script gave, or a sample of its type; null for types without one. */
  sent(type: string, given: Sample | undefined, token: string | null): ShelfFile | null {
    const sample = given ?? sampleOf(type);
    return sample === null ? null : this.put(sample, token);
  }

  find(id: string): ShelfFile | null {
    return this.#files.get(id) ?? null;
  }

  remove(id: string): void {
    this.#bytes -= this.#files.get(id)?.bytes.byteLength ?? 0;
    this.#files.delete(id);
  }

  /** Where the file is, for five minutes when it takes a token, too. */
  address({ id, token }: ShelfFile): string {
    return `${this.origin}/files/${id}${token === null ? "" : `?until=${Date.now() + addressTtlMs}`}`;
  }
}

export function shown({ id, mimeType, filename }: ShelfFile): ShownFile {
  return { id, mimeType, filename };
}

export function sha256({ bytes }: Sample): string {
  return createHash("sha256").update(bytes).digest("hex");
}
