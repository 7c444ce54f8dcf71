import type { Rejection } from "../protocol/rejections.ts";
import type { Answer } from "./rpc.ts";

/** An answer whose value is still the JSON text that went to disk: the wire takes it as it is. */
export type TextAnswer =
  | { readonly ok: true; readonly seq: number; readonly text: string }
  | ({ readonly ok: false } & Rejection);

/** As an RPC gives it. */
export function answerOf(answer: TextAnswer): Answer<unknown> {
  return answer.ok ? { ok: true, seq: answer.seq, value: JSON.parse(answer.text) } : answer;
}
