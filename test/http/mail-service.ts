import { env, exports } from "cloudflare:workers";
import { origin, unique } from "./doors.ts";

/** A mail service of Resend's shape for tests: what it is sent, and the signed webhooks by which it tells of it. */

export interface Emailed {
  readonly from: string;
  readonly to: readonly string[];
  readonly tags: readonly { readonly name: string; readonly value: string }[];
}

/** An event about a mail that the service was sent, as it tells it. */
export function mailEvent(type: string, email: Emailed, data: object = {}): object {
  const { from, to, tags } = email;
  return {
    type,
    created_at: new Date().toISOString(),
    data: { email_id: "r-1", from, to, tags, subject: "s", ...data },
  };
}

interface Signing {
  readonly path?: string;
  readonly secret?: string;
  readonly id?: string;
  /** Unix seconds. */
  readonly timestamp?: number;
  readonly signature?: string | null;
  /** What is posted where it is not what was signed. */
  readonly posted?: string;
  readonly prefix?: "svix" | "webhook";
  readonly charset?: "latin1";
}

/** Posts an event, signed with the newest of the deployment's secrets unless told otherwise. */
export async function postMailEvent(event: unknown, given: Signing = {}): Promise<Response> {
  const { path = "/webhooks/mail", id = unique("msg"), prefix = "svix" } = given;
  const timestamp = String(given.timestamp ?? Math.floor(Date.now() / 1_000));
  const secret = given.secret ?? (env.MAIL_WEBHOOK_SECRET ?? "").split(",").at(-1) ?? "";
  const text = typeof event === "string" ? event : JSON.stringify(event);
  // Latin-1 is what a service would send that takes no care of its charset.
  const body = Buffer.from(text, given.charset ?? "utf8");
  const bytes = Buffer.from(secret.replace("whsec_", ""), "base64");
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const mac = await crypto.subtle.sign("HMAC", key, Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]));
  const signature = given.signature === undefined ? `v1,${Buffer.from(mac).toString("base64")}` : given.signature;
  return exports.default.fetch(
    new Request(`${origin}${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        [`${prefix}-id`]: id,
        [`${prefix}-timestamp`]: timestamp,
        ...(signature === null ? {} : { [`${prefix}-signature`]: signature }),
      },
      body: given.posted ?? body,
    }),
  );
}
