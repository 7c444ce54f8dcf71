import type { Guess } from "./guesses.ts";
import type { RecordCache } from "./record-cache.ts";
import type { KeyValueStorage } from "./storage.ts";

/** What an inbox is made of: where its server is, and the surroundings that a test or another machine can replace. */

/** Time and chance, to be replaced by a simulation. */
export interface Scheduler {
  /** Unix milliseconds. */
  now(): number;
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(handle: unknown): void;
}

/** The part of WebSocket that is used, so that a simulation can play the server. */
export interface SocketLike {
  onopen: (() => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onclose: ((event: { readonly code: number; readonly reason: string }) => void) | null;
  onerror: (() => void) | null;
  send(data: string): void;
  close(code?: number, reason?: string): void;
}

export interface InboxOptions {
  /** Parley's origin, `https://inbox.example.com`. */
  readonly url: string;
  /** The org's slug or id. */
  readonly org: string;
  /** The name of this tab or device, made once and kept over reloads. */
  readonly session: string;
  /** A fresh socket token, which opens one socket; POST /realtime/token by default. Tickets of welcomes spare most of them. */
  readonly token?: () => Promise<string>;
  /** A bearer token or API key for REST; without it the page's cookie speaks. */
  readonly bearer?: () => Promise<string>;
  /** The agent's id where it is known already; else the token's `sub` tells. */
  readonly agentId?: string;
  /** Where commands without an answer outlive the page; in memory by default. */
  readonly storage?: KeyValueStorage;
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
  readonly openSocket?: (url: string, protocols: string[]) => SocketLike;
  readonly scheduler?: Scheduler;
  /** In [0, 1). */
  readonly random?: () => number;
  /** A new id, unguessable and unique. */
  readonly newId?: () => string;
  /** Where `online`, `offline` and `visibilitychange` are heard; the browser's by default, none elsewhere. */
  readonly environment?: Environment;
  /**
   * `guess` of `guess.ts` shows the effect of commands at once, by the hub's own rules, before its answer comes.
   * Given by who has a screen: a program without one is spared the rules.
   */
  readonly guess?: Guess;
  /** What this agent held in this org when the page was last open, of `openRecordCache`: it is there before anything is asked. */
  readonly cache?: RecordCache;
}

/** What the surroundings tell about the network and the page. */
export interface Environment {
  isOnline(): boolean;
  /** `listener` runs when the network may have come or gone, or the page was shown again. Returns how to stop. */
  listen(listener: () => void): () => void;
}
