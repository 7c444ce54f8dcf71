import * as v from "valibot";
import type { ProviderAnswer } from "./ask-provider.ts";
import { asId, asObject, type JsonObject } from "./json.ts";

/** One question to a provider about a channel, and how it stands. */
export const HealthCheckSchema = v.object({
  /** What was asked; `state` is our own: whether the channel may send. */
  name: v.picklist(["state", "token", "number", "domain", "webhook"]),
  /** null: the provider could not be asked, or its answer could not be read. */
  ok: v.nullable(v.boolean()),
  /** How it stands, in words. */
  message: v.string(),
  /** What to do about it, in words; null when there is nothing to do. */
  advice: v.nullable(v.string()),
});
export type HealthCheck = Readonly<v.InferOutput<typeof HealthCheckSchema>>;

export function passed(name: HealthCheck["name"], message: string): HealthCheck {
  return { name, ok: true, message, advice: null };
}

export function failed(name: HealthCheck["name"], message: string, advice: string | null): HealthCheck {
  return { name, ok: false, message, advice };
}

/** Nothing is known: never taken for a fault of the channel. */
export function unknown(name: HealthCheck["name"], message: string): HealthCheck {
  return { name, ok: null, message, advice: "Try again in a moment." };
}

/** Meta's answer to a question: what it says, or its error's code, or that it said nothing that could be read. */
export type MetaAnswer =
  | { readonly is: "answer"; readonly json: JsonObject }
  | { readonly is: "error"; readonly code: number }
  | { readonly is: "silence" };

export function metaAnswer(answer: ProviderAnswer): MetaAnswer {
  if (!answer.answered || answer.json === null) return { is: "silence" };
  const error = asObject(answer.json.error);
  const code = asId(error?.code);
  if (error !== null && code !== null) return { is: "error", code: Number(code) };
  return answer.response.ok ? { is: "answer", json: answer.json } : { is: "silence" };
}

/** Whether a code of Meta's says that the token is no good: expired, withdrawn, malformed. */
export function isTokenCode(code: number): boolean {
  return code === 190 || code === 102 || code === 0;
}

/** Whether a code of Meta's says that the token may not see what was asked for, or that it does not exist. */
export function isAccessCode(code: number): boolean {
  return code === 100 || code === 803 || code === 3 || code === 10 || (code >= 200 && code <= 299);
}
