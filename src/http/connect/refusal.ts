import type { ChannelSecrets } from "../../channels/channel.ts";
import { type HealthCheck, isConfirmed, unknown } from "../../channels/health.ts";
import type { Env } from "../../env.ts";
import type { Channel } from "../../protocol/records.ts";
import { problem } from "../problem.ts";
import { askHealth } from "./ask-health.ts";
import type { Asked } from "./fields.ts";

/** A channel that does not exist yet, as far as its provider is asked about it. */
export function provisional(asked: Asked["channel"]): Channel {
  return {
    kind: "channel",
    id: "",
    seq: 0,
    ...asked,
    state: "connected",
    stateReason: null,
    createdAt: new Date().toISOString(),
  };
}

/** Seconds after which a provider that did not say may be asked again. */
const providerPause = 30;

/**
 * Null when the provider has confirmed that the secrets are good and for this number (Do6). 422 when it says that they are
 * not; 503 when it says neither, by silence or an error that is about something else. Where messages go is no reason, nor
 * a domain that is not verified yet: many set that up after connecting.
 */
export async function providerRefusal(
  env: Env,
  channel: Channel,
  secrets: ChannelSecrets,
  field: string,
): Promise<Response | null> {
  const checks = await askHealth(env, channel, secrets);
  const wrong = checks.find(
    ({ ok, name, code }) => ok === false && name !== "webhook" && name !== "domain" && code !== "number_unconfirmed",
  );
  if (wrong !== undefined) return refused("channel_unavailable", wrong, fieldOf(wrong.name, field, secrets));
  if (isConfirmed(channel.channel, checks)) return null;
  return refused("unavailable", checks.find(({ ok, name }) => ok === null && name !== "webhook") ?? unsaid, {});
}

const unsaid = unknown("token", "unreachable", "The provider could not be asked.");

function refused(
  code: "channel_unavailable" | "unavailable",
  { name, code: checkCode, message, advice, values = {} }: HealthCheck,
  field: object,
): Response {
  return problem(
    {
      code,
      message: advice === null ? message : `${message} ${advice}`,
      details: { check: name, checkCode, message, advice, values, ...field },
    },
    code === "unavailable" ? providerPause : undefined,
  );
}

/** The field of the body that is to be mended. */
function fieldOf(name: HealthCheck["name"], number: string, secrets: ChannelSecrets): { field?: string } {
  if (name === "number") return { field: number };
  const secret = (["authToken", "accessToken"] as const).find((one) => secrets[one] !== undefined);
  return name === "token" && secret !== undefined ? { field: secret } : {};
}
