import { baseUrlOf } from "../channels/base-url.ts";
import type { ChannelAdapter, MailService } from "../channels/channel.ts";
import { publicFetch } from "../channels/public-fetch.ts";
import { channels } from "../channels/registry.ts";
import { openSecrets } from "../channels/secrets.ts";
import { d1Projection } from "../db/project.ts";
import type { Env } from "../env.ts";
import { mediaKey, mediaPath } from "../media/bucket.ts";
import { download } from "../media/download.ts";
import { outgoingFiles } from "../media/outgoing.ts";
import type { Channel } from "../protocol/records.ts";
import { timing } from "../protocol/timing.ts";
import type { Outside } from "./parts.ts";

/** What a hub reaches beyond itself: D1, the providers, the bucket. Its parts know them by `Outside` alone. */
export function outsideOf(env: Env, orgId: () => string): Outside {
  return {
    projection: d1Projection(env.DB),
    async send(request, sealed) {
      const secrets = await openSecrets(env.SECRETS_KEYS, sealed);
      const files = outgoingFiles(env, orgId(), request.message.attachments);
      const reach = { baseUrl: baseUrlOf(env, request.channel.channel), publicUrl: env.PUBLIC_URL, orgId: orgId() };
      const whole = { ...request, ...reach, files, secrets, mail: mailService(env) };
      return adapterOf(request.channel).send(whole, fetch, timing.providerTimeoutMs);
    },
    async showTyping(request, sealed) {
      const adapter = channels[request.channel.channel];
      if (adapter?.showTyping === undefined) return null;
      const secrets = await openSecrets(env.SECRETS_KEYS, sealed);
      const baseUrl = baseUrlOf(env, request.channel.channel);
      return adapter.showTyping({ ...request, secrets, baseUrl }, fetch, timing.providerTimeoutMs);
    },
    media: {
      async download(request, sealed) {
        const secrets = await openSecrets(env.SECRETS_KEYS, sealed);
        const baseUrl = baseUrlOf(env, request.channel.channel);
        const whole = { ...request, secrets, baseUrl };
        const to = { bucket: env.MEDIA, key: mediaKey(orgId(), request.attachment.id) };
        // The provider's API is a setting of the deployment: a local run's may be on this machine.
        const fetcher = publicFetch([new URL(baseUrl).origin], fetch);
        return download(adapterOf(request.channel), whole, fetcher, to);
      },
      discard: (mediaId) => env.MEDIA.delete(mediaKey(orgId(), mediaId)),
      url: (mediaId) => mediaPath(orgId(), mediaId),
    },
  };
}

export function mailService(env: Env): MailService {
  return { binding: env.EMAIL ?? null, apiToken: env.MAIL_API_TOKEN ?? "", keys: env.SECRETS_KEYS };
}

function adapterOf({ channel }: Channel): ChannelAdapter {
  const adapter = channels[channel];
  if (adapter === undefined) throw new Error(`no adapter for ${channel}`);
  return adapter;
}
