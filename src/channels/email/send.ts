import { ownError, withoutSecret } from "../ask-provider.ts";
import type { ChannelAdapter, SendRequest, SendVerdict } from "../channel.ts";
import { sendThroughApi } from "./api.ts";
import { sendThroughBinding } from "./binding.ts";
import { compose } from "./compose.ts";
import { checkHealth } from "./health.ts";

/** Mail: through an HTTP API where the deployment names one, else through Cloudflare's Email Service. */
export const email: ChannelAdapter = {
  async send(request: SendRequest, fetcher: typeof fetch, timeoutMs: number): Promise<SendVerdict> {
    const { mail: service } = request;
    if (service === undefined)
      return { verdict: "stop", error: ownError("no_mail_service", "No mail service is set up.") };
    const mail = await compose(request, service.keys);
    if (mail === null)
      return { verdict: "rejected", error: ownError("no_address", "The customer has no mail address.") };
    if (request.baseUrl === "") return sendThroughBinding(mail, service.binding, timeoutMs);
    const token = request.secrets.accessToken ?? service.apiToken;
    const verdict = await sendThroughApi(mail, { baseUrl: request.baseUrl, token }, fetcher, timeoutMs);
    return verdict.verdict === "accepted" || token === ""
      ? verdict
      : { ...verdict, error: withoutSecret(verdict.error, token) };
  },

  checkHealth,
};
