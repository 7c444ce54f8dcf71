import * as v from "valibot";
import { limits } from "./limits.ts";

/** Signals: latest wins, never stored as history, sent whole to whoever connects. */

export const presenceStates = ["online", "away", "busy"] as const;
export type PresenceState = (typeof presenceStates)[number];

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(limits.idLength));

/** What a client may signal; an unknown signal is ignored. */
export const ClientSignalSchema = v.variant("signal", [
  v.object({
    type: v.literal("signal"),
    signal: v.literal("typing"),
    payload: v.object({ conversationId: id, on: v.boolean() }),
  }),
  v.object({
    type: v.literal("signal"),
    signal: v.literal("viewing"),
    payload: v.object({ conversationId: v.nullable(id) }),
  }),
  v.object({
    type: v.literal("signal"),
    signal: v.literal("presence"),
    payload: v.object({ state: v.picklist(presenceStates) }),
  }),
]);
export type ClientSignal = v.InferOutput<typeof ClientSignalSchema>;

export type ServerSignal =
  | { type: "signal"; signal: "presence"; payload: { agentId: string; state: PresenceState | "offline" } }
  | { type: "signal"; signal: "viewing"; payload: { conversationId: string; agentIds: string[] } }
  | { type: "signal"; signal: "typing"; payload: { conversationId: string; agentId: string; on: boolean } };
