import type { OrgHub } from "./hub/org-hub.ts";

/** Bindings and settings of the Worker. wrangler.toml names them; docs/deploy.md says how to set each. */
export interface Env {
  HUB: DurableObjectNamespace<OrgHub>;
  /** Throttle speaks through fetch (itty-durable), so it has no RPC type. */
  THROTTLE: DurableObjectNamespace;
  DB: D1Database;
  ASSETS: Fetcher;
  /** Files that customers and agents send. */
  MEDIA: R2Bucket;
  /** Public origin of this deployment, e.g. https://inbox.example.com */
  PUBLIC_URL: string;
  /** Signs sessions. */
  AUTH_SECRET: string;
  /** Who may make an account: `open` (anybody), `invited` (the default) or `closed` (nobody). */
  SIGN_UPS?: string;
  /** Keys that seal channel secrets: `id:base64` pairs separated by commas, the first one seals (rotation). */
  SECRETS_KEYS: string;
  META_APP_SECRET: string;
  META_VERIFY_TOKEN: string;
  /** Base of the Graph API with its version, e.g. https://graph.facebook.com/v25.0 */
  GRAPH_URL: string;
  /** Base of the Instagram API with its version, e.g. https://graph.instagram.com/v25.0 */
  INSTAGRAM_URL: string;
  /** Origin of Twilio's API, e.g. https://api.twilio.com */
  TWILIO_URL: string;
  /** Cloudflare's Email Service, by which channels send mail where MAIL_API_URL is empty. */
  EMAIL?: SendEmail;
  /** Base of an HTTP mail API, e.g. https://api.resend.com, and its key. */
  MAIL_API_URL: string;
  MAIL_API_TOKEN?: string;
  /** What that API signs its webhooks with; several with commas between while they rotate. */
  MAIL_WEBHOOK_SECRET?: string;
  /** Mail domains that orgs have without a DNS record; see mail-domains/setting.ts. */
  MAIL_DOMAINS: string;
  /** A resolver that answers DNS over HTTPS in JSON, e.g. https://cloudflare-dns.com/dns-query */
  DNS_URL: string;
  /** Where invitation and reset mails are POSTed as JSON (see http/mail.ts), its bearer token and the sender. */
  MAIL_URL: string;
  MAIL_TOKEN: string;
  MAIL_FROM: string;
  /** Keys of Web Push in base64url; both left out where it is not set up. */
  VAPID_PUBLIC_KEY?: string;
  VAPID_PRIVATE_KEY?: string;
}
