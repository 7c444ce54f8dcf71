import type { ChannelSecrets } from "../../channels/channel.ts";
import type { HealthCheck } from "../../channels/health.ts";
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

/**
 * 422 when the provider says that the secrets are no good, or not for this number; null when it does not, or says
 * nothing. Where messages go is no reason, nor a domain that is not verified yet: many set that up after connecting.
 */
export async function providerRefusal(
  env: Env,
  channel: Channel,
  secrets: ChannelSecrets,
  field: string,
): Promise<Response | null> {
  const checks = await askHealth(env, channel, secrets);
  const wrong = checks.find((check) => check.ok === false && check.name !== "webhook" && check.name !== "domain");
  if (wrong === undefined) return null;
  const { name, code, message, advice, values = {} } = wrong;
  return problem({
    code: "channel_unavailable",
    message: advice === null ? message : `${message} ${advice}`,
    details: { check: name, checkCode: code, message, advice, values, ...fieldOf(name, field, secrets) },
  });
}

/** The field of the body that is to be mended. */
function fieldOf(name: HealthCheck["name"], number: string, secrets: ChannelSecrets): { field?: string } {
  if (name === "number") return { field: number };
  const secret = (["authToken", "accessToken"] as const).find((one) => secrets[one] !== undefined);
  return name === "token" && secret !== undefined ? { field: secret } : {};
}
