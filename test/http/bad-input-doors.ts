import { env, exports } from "cloudflare:workers";
import { receiveMail } from "../../src/http/mail-in.ts";
import type { Channel } from "../../src/protocol/records.ts";
import { origin } from "./doors.ts";
import { digits } from "./inbox.ts";
import { newSmsChannel, sms, twilioSignature, authToken } from "./twilio.ts";

/** A customer's message as bytes at each provider's door, well made or not. */

export type Outcome = "taken" | "forged" | "too large" | "unreadable";

export interface Letter {
  readonly id: string;
  readonly text: string;
  /** Where the file is that comes with it. */
  readonly file?: string;
}

export interface Door {
  readonly name: Channel["channel"];
  /** The body of `POST /channels`. */
  readonly connect: (org: string) => Record<string, unknown>;
  /** What the provider would post. */
  readonly written: (channel: Channel, letter: Letter) => string;
  readonly post: (channel: Channel, body: Uint8Array<ArrayBuffer>, secret?: string) => Promise<Outcome>;
  /** More than the door takes. */
  readonly overBytes: number;
  /** Whether files come by their address; mail brings them. */
  readonly fetchesFiles: boolean;
}

async function metaPost(body: Uint8Array<ArrayBuffer>, secret = env.META_APP_SECRET): Promise<Outcome> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(secret), algorithm, false, ["sign"]);
  const mac = Buffer.from(await crypto.subtle.sign("HMAC", key, body)).toString("hex");
  return posted("/webhooks/meta", { "x-hub-signature-256": `sha256=${mac}` }, body);
}

async function posted(path: string, headers: Record<string, string>, body: Uint8Array<ArrayBuffer>): Promise<Outcome> {
  const { status } = await exports.default.fetch(new Request(`${origin}${path}`, { method: "POST", headers, body }));
  switch (status) {
    case 200:
      return "taken";
    case 401:
    case 403:
      return "forged";
    case 413:
      return "too large";
    case 400:
      return "unreadable";
    default:
      throw new Error(`An answer that says nothing: ${status}`);
  }
}

const now = () => Math.floor(Date.now() / 1_000);

const whatsapp: Door = {
  name: "whatsapp",
  connect: () => ({
    channel: "whatsapp",
    name: "W",
    phoneNumberId: digits(),
    wabaId: digits(),
    address: "+15550001111",
    accessToken: "t",
  }),
  written({ externalId, accountId }, { id, text, file }) {
    const kind =
      file === undefined
        ? { type: "text", text: { body: text } }
        : { type: "document", document: { id: file.slice(file.lastIndexOf("/") + 1), caption: text } };
    const messages = [{ from: "34600111222", id, timestamp: String(now()), ...kind }];
    const value = { messaging_product: "whatsapp", metadata: { phone_number_id: externalId }, messages };
    const entry = [{ id: accountId, changes: [{ field: "messages", value }] }];
    return JSON.stringify({ object: "whatsapp_business_account", entry });
  },
  post: (_, body, secret) => metaPost(body, secret),
  overBytes: 3 * 1024 * 1024 + 1,
  fetchesFiles: true,
};

const instagram: Door = {
  name: "instagram",
  connect: () => ({ channel: "instagram", name: "I", accountId: digits(), accessToken: "t" }),
  written({ externalId }, { id, text, file }) {
    const attachments = file === undefined ? {} : { attachments: [{ type: "file", payload: { url: file } }] };
    const item = { sender: { id: "9876543210" }, recipient: { id: externalId }, timestamp: Date.now() };
    const messaging = [{ ...item, message: { mid: id, text, ...attachments } }];
    return JSON.stringify({ object: "instagram", entry: [{ id: externalId, time: Date.now(), messaging }] });
  },
  post: (_, body, secret) => metaPost(body, secret),
  overBytes: 3 * 1024 * 1024 + 1,
  fetchesFiles: true,
};

const texts: Door = {
  name: "sms",
  connect: () => newSmsChannel(),
  written: (channel, { id, text, file }) =>
    new URLSearchParams(
      sms(channel, {
        MessageSid: id,
        Body: text,
        ...(file === undefined ? {} : { NumMedia: "1", MediaUrl0: file, MediaContentType0: "image/svg+xml" }),
      }),
    ).toString(),
  async post(channel, body, secret = authToken) {
    const path = `/webhooks/twilio/${channel.id}`;
    const params = Object.fromEntries(new URLSearchParams(new TextDecoder().decode(body)));
    const signature = await twilioSignature(`${env.PUBLIC_URL}${path}`, params, secret);
    const headers = { "content-type": "application/x-www-form-urlencoded", "x-twilio-signature": signature };
    return posted(path, headers, body);
  },
  overBytes: 256 * 1024 + 1,
  fetchesFiles: true,
};

const email: Door = {
  name: "email",
  connect: (slug) => ({ channel: "email", name: "E", address: `desk${digits()}@${slug}.parley.test` }),
  written(_, { id, text, file }) {
    const head = `From: Rosa <rosa@customer.test>\r\nMessage-ID: <${id}>\r\nMIME-Version: 1.0\r\n`;
    const plain = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n";
    if (file === undefined) return `${head}${plain}${text}\r\n`;
    const drawing = `Content-Type: image/svg+xml; name=a.svg\r\nContent-Disposition: attachment\r\n\r\n${svg}\r\n`;
    return `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n${plain}${text}\r\n--b\r\n${drawing}--b--\r\n`;
  },
  async post({ address }, body) {
    let refusal: string | null = null;
    const raw = new Response(body).body ?? new ReadableStream();
    const setReject = (reason: string) => (refusal = reason);
    await receiveMail({ from: "rosa@customer.test", to: address, raw, rawSize: body.byteLength, setReject }, env);
    return refusal === null ? "taken" : "too large";
  },
  overBytes: 30 * 1024 * 1024,
  fetchesFiles: false,
};

export const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
export const doors: readonly Door[] = [whatsapp, instagram, texts, email];
