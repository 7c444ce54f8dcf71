import { baseUrlOf } from "../../channels/base-url.ts";
import type { ChannelSecrets } from "../../channels/channel.ts";
import type { HealthCheck } from "../../channels/health.ts";
import { channels } from "../../channels/registry.ts";
import type { Env } from "../../env.ts";
import type { Channel } from "../../protocol/records.ts";
import { timing } from "../../protocol/timing.ts";

/** What the provider says of a channel, and so without any of its secrets. No checks: it has nothing to be asked. */
export async function askHealth(env: Env, channel: Channel, secrets: ChannelSecrets): Promise<HealthCheck[]> {
  const adapter = channels[channel.channel];
  if (adapter === undefined) return [];
  const account = { binding: env.EMAIL ?? null, apiToken: env.MAIL_API_TOKEN ?? "", keys: env.SECRETS_KEYS };
  const mail = { ...account, isProved: true };
  const request = { channel, secrets, mail, baseUrl: baseUrlOf(env, channel.channel) };
  return adapter.checkHealth(request, fetch, timing.healthTimeoutMs);
}
