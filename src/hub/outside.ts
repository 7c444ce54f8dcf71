import { channels } from "../channels/registry.ts";
import { openSecrets } from "../channels/secrets.ts";
import { sendPush } from "../channels/web-push/send.ts";
import { vapidKeys } from "../channels/web-push/vapid.ts";
import { d1Projection } from "../db/project.ts";
import type { Env } from "../env.ts";
import { timing } from "../protocol/timing.ts";
import type { Outside } from "./parts.ts";

/** What a hub reaches beyond itself: D1, and the providers through their channels' adapters. */
export function outsideOf(env: Env): Outside {
  const vapid = vapidKeys(env);
  return {
    projection: d1Projection(env.DB),
    async send(request, sealed) {
      const adapter = channels[request.channel.channel];
      if (adapter === undefined) throw new Error(`no adapter for ${request.channel.channel}`);
      const secrets = await openSecrets(env.SECRETS_KEYS, sealed);
      return adapter.send({ ...request, files: [], secrets, baseUrl: env.GRAPH_URL }, fetch, timing.providerTimeoutMs);
    },
    async react(request, sealed) {
      const adapter = channels[request.channel.channel];
      if (adapter?.react === undefined) throw new Error(`no reactions for ${request.channel.channel}`);
      const secrets = await openSecrets(env.SECRETS_KEYS, sealed);
      return adapter.react({ ...request, secrets, baseUrl: env.GRAPH_URL }, fetch, timing.providerTimeoutMs);
    },
    async listTemplates(request, sealed) {
      const adapter = channels[request.channel.channel];
      if (adapter?.listTemplates === undefined) return null;
      const secrets = await openSecrets(env.SECRETS_KEYS, sealed);
      return adapter.listTemplates({ ...request, secrets, baseUrl: env.GRAPH_URL }, fetch, timing.providerTimeoutMs);
    },
    async showTyping(request, sealed) {
      const adapter = channels[request.channel.channel];
      if (adapter?.showTyping === undefined) return null;
      const secrets = await openSecrets(env.SECRETS_KEYS, sealed);
      return adapter.showTyping({ ...request, secrets, baseUrl: env.GRAPH_URL }, fetch, timing.providerTimeoutMs);
    },
    push: vapid === null ? null : (request) => sendPush(request, vapid, fetch, timing.providerTimeoutMs),
  };
}
