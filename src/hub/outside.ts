import { baseUrlOf } from "../channels/base-url.ts";
import type { ChannelAdapter, MailService } from "../channels/channel.ts";
import { publicFetch } from "../channels/public-fetch.ts";
import { domainOf } from "../channels/email/address.ts";
import { channels } from "../channels/registry.ts";
import { openSecrets } from "../channels/secrets.ts";
import { withTimeLimit } from "../channels/time-limit.ts";
import { sendPush } from "../channels/web-push/send.ts";
import { vapidKeys } from "../channels/web-push/vapid.ts";
import { d1Projection } from "../db/project.ts";
import type { Env } from "../env.ts";
import { ticketSigner } from "../http/socket-token.ts";
import { isDomainOf } from "../mail-domains/prove.ts";
import { mediaKey, mediaPath } from "../media/bucket.ts";
import { download } from "../media/download.ts";
import { outgoingFiles } from "../media/outgoing.ts";
import type { Channel } from "../protocol/records.ts";
import { timing } from "../protocol/timing.ts";
import type { Outside } from "./parts.ts";

/** What a hub reaches beyond itself: D1, the providers, the bucket. Its parts know them by `Outside` alone. */
export function outsideOf(env: Env, orgId: () => string): Outside {
  const askedOf = async (channel: Channel, sealed: string) => ({
    secrets: await openSecrets(env.SECRETS_KEYS, sealed),
    baseUrl: baseUrlOf(env, channel.channel),
  });
  const vapid = vapidKeys(env);
  return {
    projection: d1Projection(env.DB),
    async send(request, sealed) {
      const asked = await askedOf(request.channel, sealed);
      const files = outgoingFiles(env, orgId(), request.message.attachments);
      const outgoing = {
        ...request,
        ...asked,
        files,
        orgId: orgId(),
        publicUrl: env.PUBLIC_URL,
        ...(await mailService(env, orgId(), request.channel)),
      };
      return adapterOf(request.channel).send(outgoing, fetch, timing.providerTimeoutMs);
    },
    async react(request, sealed) {
      const { react } = adapterOf(request.channel);
      if (react === undefined) throw new Error(`no reactions for ${request.channel.channel}`);
      return react({ ...request, ...(await askedOf(request.channel, sealed)) }, fetch, timing.providerTimeoutMs);
    },
    async listTemplates(request, sealed) {
      const list = channels[request.channel.channel]?.listTemplates;
      if (list === undefined) return null;
      return list({ ...request, ...(await askedOf(request.channel, sealed)) }, fetch, timing.providerTimeoutMs);
    },
    async showTyping(request, sealed) {
      const adapter = channels[request.channel.channel];
      if (adapter?.showTyping === undefined) return null;
      const asked = await askedOf(request.channel, sealed);
      return adapter.showTyping({ ...request, ...asked }, fetch, timing.providerTimeoutMs);
    },
    async fetchProfile(request, sealed) {
      const { fetchProfile } = adapterOf(request.channel);
      if (fetchProfile === undefined) throw new Error(`no profiles for ${request.channel.channel}`);
      return fetchProfile({ ...request, ...(await askedOf(request.channel, sealed)) }, fetch, timing.providerTimeoutMs);
    },
    media: {
      async download(request, sealed) {
        const asked = await askedOf(request.channel, sealed);
        const to = { bucket: env.MEDIA, key: mediaKey(orgId(), request.attachment.id) };
        // A local run's provider is on this machine; any other answers on the public internet.
        const trusted = asked.baseUrl === "" || !isLocalRun(env) ? [] : [new URL(asked.baseUrl).origin];
        return download(adapterOf(request.channel), { ...request, ...asked }, publicFetch(trusted, fetch), to);
      },
      discard: (mediaId) => env.MEDIA.delete(mediaKey(orgId(), mediaId)),
      url: (mediaId) => mediaPath(orgId(), mediaId),
    },
    signTicket: ticketSigner(env, orgId),
    push: vapid === null ? null : (request) => sendPush(request, vapid, fetch, timing.providerTimeoutMs),
  };
}

function isLocalRun({ PUBLIC_URL }: Env): boolean {
  return new URL(PUBLIC_URL).hostname === "localhost";
}

async function mailService(env: Env, orgId: string, { channel, address }: Channel): Promise<{ mail?: MailService }> {
  if (channel !== "email") return {};
  const isProved = await mayUseAccount(env, orgId, domainOf(address));
  return {
    mail: { binding: env.EMAIL ?? null, apiToken: env.MAIL_API_TOKEN ?? "", isProved, keys: env.SECRETS_KEYS },
  };
}

/**
 * Whether the domain is proved to be the org's: asked for each mail, so that a domain that is lost counts at once. Replies
 * do not wait for D1: while it is silent, its domain is still what it was when the channel was connected.
 */
async function mayUseAccount(env: Env, orgId: string, domain: string): Promise<boolean> {
  try {
    return await withTimeLimit(timing.domainLookUpMs, (signal) =>
      Promise.race([isDomainOf(env, orgId, domain), rejected(signal)]),
    );
  } catch (error) {
    console.warn(JSON.stringify({ at: "hub.outside", event: "domain.unknown", domain, error: String(error) }));
    return true;
  }
}

function rejected(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));
}

function adapterOf({ channel }: Channel): ChannelAdapter {
  const adapter = channels[channel];
  if (adapter === undefined) throw new Error(`no adapter for ${channel}`);
  return adapter;
}
