import * as v from "valibot";
import { limits } from "./limits.ts";
import type { ParleyEvent } from "./events.ts";
import type { ParleyRecord } from "./records.ts";
import type { RejectionCode } from "./rejections.ts";
import type { ClientSignal, ServerSignal } from "./signals.ts";

/** Frames: what crosses the socket. One JSON object a text frame; `ping` and `pong` are bare words. */

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(limits.idLength));
const seq = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export const HelloSchema = v.object({
  type: v.literal("hello"),
  protocol: v.number(),
  session: id,
  cursor: seq,
  pending: v.optional(v.pipe(v.array(id), v.maxLength(limits.pendingCommands)), []),
});
export const CommandFrameSchema = v.object({
  type: v.literal("command"),
  id,
  base: v.optional(seq),
  command: v.string(),
  payload: v.record(v.string(), v.unknown()),
});

/** The answer to a `check`: everything before it was read. */
export const CheckSchema = v.object({ type: v.literal("check"), id });

export type Hello = v.InferOutput<typeof HelloSchema>;
export type CommandFrame = v.InferOutput<typeof CommandFrameSchema>;
/** Asked of a reader to whom much was sent; said back as it is. */
export type CheckFrame = v.InferOutput<typeof CheckSchema>;
export type UpFrame = Hello | CommandFrame | ClientSignal | CheckFrame;

export interface Timing {
  heartbeatMs: number;
  lockTtlMs: number;
  typingTtlMs: number;
  /** The server's clock at the welcome, ISO 8601 UTC: windows and schedules are judged by it. */
  serverTime: string;
}

export type ResultFrame =
  | { type: "result"; id: string; ok: true; seq: number; value: unknown }
  | {
      type: "result";
      id: string;
      ok: false;
      code: RejectionCode;
      message: string;
      details?: Readonly<Record<string, unknown>>;
    };

export interface ResumeTicket {
  ticket: string;
  /** ISO 8601 UTC. */
  expiresAt: string;
}

export interface WelcomeFrame {
  type: "welcome";
  seq: number;
  /** D1's watermark: everything above it is in this welcome, everything up to it can be read by REST. */
  projected: number;
  reset: boolean;
  records: ParleyRecord[];
  /** Results of those commands among `pending` that were accepted. A missing one was never accepted: send it again. */
  results: ResultFrame[];
  signals: ServerSignal[];
  timing: Timing;
  /** With it the same session may open its next socket, in the place of a token. */
  resume?: ResumeTicket;
  /** True on all but the last frame of a welcome that comes in several. */
  more?: true;
}

export interface ChangesFrame {
  type: "changes";
  seq: number;
  cause: string | null;
  events: ParleyEvent[];
  records: ParleyRecord[];
}

export interface ErrorFrame {
  type: "error";
  code: RejectionCode;
  message: string;
}

/** Signals of a crowd that came or went at once; each counts as if it had come alone. */
export interface SignalsFrame {
  type: "signals";
  signals: ServerSignal[];
}

export type DownFrame =
  | WelcomeFrame
  | ChangesFrame
  | ResultFrame
  | ErrorFrame
  | ServerSignal
  | SignalsFrame
  | CheckFrame;
