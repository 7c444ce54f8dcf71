import { env, exports } from "cloudflare:workers";
import type { Channel } from "../../src/protocol/records.ts";
import { origin } from "./doors.ts";
import { digits } from "./inbox.ts";

/** A Twilio account for tests: its numbers, and webhooks signed as Twilio signs them. */

export const authToken = "auth-token-of-tests";

export function newSmsChannel(given: Record<string, unknown> = {}): Record<string, unknown> {
  const number = `+1${digits().slice(-10)}`;
  return { channel: "sms", name: "Texts", number, accountSid: `AC${"a".repeat(32)}`, authToken, ...given };
}

export function sms(channel: Channel, params: Record<string, string>): Record<string, string> {
  const accountSid = channel.accountId ?? "";
  return { AccountSid: accountSid, From: "+34600111222", To: channel.externalId, NumMedia: "0", ...params };
}

export async function twilioSignature(url: string, params: Record<string, string>, secret: string): Promise<string> {
  const encoder = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-1" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["sign"]);
  const names = Object.keys(params).sort((a, b) => (a < b ? -1 : 1));
  const signed = url + names.map((name) => name + params[name]).join("");
  return Buffer.from(await crypto.subtle.sign("HMAC", key, encoder.encode(signed))).toString("base64");
}

/** Posts a form to a path under the deployment's address, signed unless told otherwise. */
export async function postForm(
  path: string,
  params: Record<string, string>,
  given: { secret?: string; signature?: string | null; headers?: Record<string, string>; body?: string } = {},
): Promise<Response> {
  const signature =
    given.signature === undefined
      ? await twilioSignature(`${env.PUBLIC_URL}${path}`, params, given.secret ?? authToken)
      : given.signature;
  return exports.default.fetch(
    new Request(`${origin}${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
        ...(signature === null ? {} : { "x-twilio-signature": signature }),
        ...given.headers,
      },
      body: given.body ?? new URLSearchParams(params).toString(),
    }),
  );
}
