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
    message: `Whether mail to ${channel.address} comes here cannot be asked.`,
    advice: `In Cloudflare under ${domain} → Email Routing, send ${channel.address} to this Worker, with subaddressing on. Then write a mail to it: it shows here within a minute.`,
  };
  if (baseUrl === "") return [bindingCheck(mail?.binding ?? null, domain), routing];
  const token = secrets.accessToken ?? mail?.apiToken ?? "";
  return [await apiCheck(domain, { baseUrl, token }, fetcher, timeoutMs), routing];
}

function bindingCheck(binding: SendEmail | null, domain: string): HealthCheck {
  if (binding === null)
    return failed(
      "token",
      "No mail service is set up.",
      "Add the send_email binding, or set MAIL_API_URL; docs/deploy.md says how.",
    );
  return passed("token", `Mail leaves through Cloudflare's Email Service. ${domain} must be verified there.`);
}

/** Resend's list of domains; a key that may only send is told so, and is good all the same. */
async function apiCheck(domain: string, api: MailApi, fetcher: typeof fetch, timeoutMs: number): Promise<HealthCheck> {
  const answer = await getDomains(api, fetcher, timeoutMs);
  if (!answer.answered) return unknown("token", `${mailService} could not be asked.`);
  const { response, json } = answer;
  if (json?.name === "restricted_api_key") return passed("token", "The API key may send mail.");
  if (response.status === 401 || response.status === 403 || response.status === 400)
    return failed("token", `${mailService} does not accept the API key.`, "Set MAIL_API_TOKEN to a key that may send.");
  if (!response.ok || !Array.isArray(json?.data)) return unknown("token", `${mailService}'s answer could not be read.`);
  const known = json.data.map(asObject).find((one) => one?.name === domain);
  if (known?.status === "verified") return passed("domain", `${mailService} sends for ${domain}.`);
  return failed(
    "domain",
    `${domain} is not verified with the mail service.`,
    "Add its DNS records (SPF, DKIM) at the domain's host.",
  );
}
