import * as v from "valibot";
import type { ChannelType } from "../protocol/records.ts";

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
  "number_unconfirmed",
  "number_foreign",
  "number_without_sms",
  "account_differs",
  "domain_verified",
  "domain_unverified",
  "domain_proved",
  "domain_given",
  "domain_unproved",
  "domain_awaited",
  "domain_missing",
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
  /** What was asked; `state` and `owner` are our own: whether the channel may send, and whose its mail domain is. */
  name: v.picklist(["state", "token", "number", "owner", "domain", "webhook"]),
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

/**
 * What a provider's silence means. Of a channel that is connected it means nothing. One that is to be connected (it has no
 * id yet) is not its asker's before the provider has said so: whoever asks can bring about silence, and some errors, too.
 */
export function unconfirmed({ id }: { readonly id: string }, provider: string): HealthCheck[] {
  if (id !== "") return [];
  const message = `${provider} has not confirmed that the number or account is the token's.`;
  return [failed("number", "number_unconfirmed", { message, advice: "Try again in a moment." })];
}

/** Whether the provider has confirmed the number, account or key: silence and what cannot be read do not. */
export function isConfirmed(channel: ChannelType, checks: readonly HealthCheck[]): boolean {
  const passes = (name: HealthCheck["name"]) => checks.some((check) => check.name === name && check.ok === true);
  // A mail service that says which domains it knows has taken the key.
  if (channel === "email") return passes("token") || checks.some(({ name, ok }) => name === "domain" && ok !== null);
  return passes("number");
}
