import * as v from "valibot";

/** What checks find. Stable: pages say each in their reader's language. */
export const healthCodes = [
  "sending_stopped",
  "disconnected",
  "unreachable",
  "unreadable",
  "provider_error",
  "token_missing",
  "token_refused",
  "token_valid",
  "account_inactive",
  "mail_not_set_up",
  "mail_by_binding",
  "number_refused",
  "number_owned",
  "number_inactive",
  "number_rated_low",
  "provider_warned",
  "number_untold",
  "number_foreign",
  "number_without_sms",
  "account_differs",
  "domain_verified",
  "domain_unverified",
  "webhook_here",
  "webhook_nowhere",
  "webhook_elsewhere",
  "webhook_application",
  "webhook_untold",
  "routing_untold",
] as const;
export type HealthCode = (typeof healthCodes)[number];

/** One question to a provider about a channel, and how it stands. */
export const HealthCheckSchema = v.object({
  /** What was asked; `state` is our own: whether the channel may send. */
  name: v.picklist(["state", "token", "number", "domain", "webhook"]),
  /** null: the provider could not be asked, or its answer could not be read. */
  ok: v.nullable(v.boolean()),
  code: v.pipe(v.picklist(healthCodes), v.description("What was found. Stable; more may come.")),
  /** How it stands, in words. */
  message: v.string(),
  /** What to do about it, in words; null when there is nothing to do. */
  advice: v.nullable(v.string()),
  /** What the words name, such as a number. */
  values: v.optional(v.record(v.string(), v.string())),
});
export type HealthCheck = Readonly<v.InferOutput<typeof HealthCheckSchema>>;

type Values = HealthCheck["values"];

export function passed(name: HealthCheck["name"], code: HealthCode, message: string, values?: Values): HealthCheck {
  return { name, ok: true, code, message, advice: null, ...(values && { values }) };
}

export function failed(
  name: HealthCheck["name"],
  code: HealthCode,
  said: { readonly message: string; readonly advice: string | null },
  values?: Values,
): HealthCheck {
  return { name, ok: false, code, ...said, ...(values && { values }) };
}

/** Nothing is known: never taken for a fault of the channel. */
export function unknown(name: HealthCheck["name"], code: HealthCode, message: string, values?: Values): HealthCheck {
  return { name, ok: null, code, message, advice: "Try again in a moment.", ...(values && { values }) };
}
