import type { Fact } from "../../protocol/facts.ts";
import type { MailFile } from "./media.ts";

/** A mail as a server has handed it over. */
export interface IncomingMail {
  readonly raw: Uint8Array<ArrayBuffer>;
  /** Who the servers say it is from; empty for a bounce. */
  readonly envelopeFrom: string;
  /** The channel's address, and the tag behind the plus of the one that it was sent to. */
  readonly address: string;
  readonly tag: string | null;
  /** ISO 8601 UTC. The mail's own date is its sender's word, and shown as such. */
  readonly receivedAt: string;
}

/** Facts, and the files of the first, which is then a message: they are stored before it is told. */
export interface ParsedMail {
  readonly facts: readonly Fact[];
  readonly files: readonly MailFile[];
}

/** The position that a thread token names; null for one that we have not made. */
export type ReadToken = (token: string) => Promise<number | null>;
