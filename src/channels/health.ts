import * as v from "valibot";

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
