import type { ProviderRequest } from "../channel.ts";
import { failed, type HealthCheck, passed, unknown } from "../health.ts";
import { asObject } from "../json.ts";
import { domainOf } from "./address.ts";
import { getDomains, type MailApi, mailService } from "./request.ts";

/** Can mail leave, and who could say whether it comes? Where it is routed to, no API tells us: words say what to do. */
export async function checkHealth(
  { channel, secrets, baseUrl, mail }: ProviderRequest,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<HealthCheck[]> {
  const domain = domainOf(channel.address);
  const routing: HealthCheck = {
    name: "webhook",
    ok: null,
    code: "routing_untold",
    values: { address: channel.address, domain },
    message: `Whether mail to ${channel.address} comes here cannot be asked.`,
    advice: `In Cloudflare under ${domain} → Email Routing, send ${channel.address} to this Worker, with subaddressing on. Then write a mail to it: it shows here within a minute.`,
  };
  if (baseUrl === "") return [bindingCheck(mail?.binding ?? null, domain), routing];
  const token = secrets.accessToken ?? mail?.apiToken ?? "";
  return [await apiCheck(domain, { baseUrl, token }, fetcher, timeoutMs), routing];
}

function bindingCheck(binding: SendEmail | null, domain: string): HealthCheck {
  if (binding === null)
    return failed("token", "mail_not_set_up", {
      message: "No mail service is set up.",
      advice: "Add the send_email binding, or set MAIL_API_URL; docs/deploy.md says how.",
    });
  return passed(
    "token",
    "mail_by_binding",
    `Mail leaves through Cloudflare's Email Service. ${domain} must be verified there.`,
    { domain },
  );
}

/** Resend's list of domains; a key that may only send is told so, and is good all the same. */
async function apiCheck(domain: string, api: MailApi, fetcher: typeof fetch, timeoutMs: number): Promise<HealthCheck> {
  const answer = await getDomains(api, fetcher, timeoutMs);
  if (!answer.answered) return unknown("token", "unreachable", `${mailService} could not be asked.`);
  const { response, json } = answer;
  if (json?.name === "restricted_api_key") return passed("token", "token_valid", "The API key may send mail.");
  if (response.status === 401 || response.status === 403 || response.status === 400)
    return failed("token", "token_refused", {
      message: `${mailService} does not accept the API key.`,
      advice: "Set MAIL_API_TOKEN to a key that may send, or give the channel a key of its own.",
    });
  if (!response.ok || !Array.isArray(json?.data))
    return unknown("token", "unreadable", `${mailService}'s answer could not be read.`);
  const known = json.data.map(asObject).find((one) => one?.name === domain);
  if (known?.status === "verified")
    return passed("domain", "domain_verified", `${mailService} sends for ${domain}.`, { domain });
  return failed(
    "domain",
    "domain_unverified",
    {
      message: `${domain} is not verified with the mail service.`,
      advice: "Add its DNS records (SPF, DKIM) at the domain's host.",
    },
    { domain },
  );
}
