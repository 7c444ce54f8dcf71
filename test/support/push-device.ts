import type { PushMessage, PushSubscription } from "../../src/protocol/push.ts";

const bytesOf = (text: string) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const textOf = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
const utf8 = (text: string) => Uint8Array.from(new TextEncoder().encode(text));

/** Node's types and the Workers' call it by different names. */
type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;
interface KeyPair {
  readonly publicKey: Key;
  readonly privateKey: Key;
}

/**
 * A browser that has subscribed to Web Push, as far as its push service and what it decrypts go. It reads RFC 8188 and
 * 8291 for itself, so that it would notice if the library that writes them wrote something else.
 */
export class PushDevice {
  readonly subscription: PushSubscription;
  readonly #keys: KeyPair;
  readonly #auth: Uint8Array<ArrayBuffer>;

  private constructor(subscription: PushSubscription, keys: KeyPair, auth: Uint8Array<ArrayBuffer>) {
    this.subscription = subscription;
    this.#keys = keys;
    this.#auth = auth;
  }

  static async make(given: Partial<PushSubscription> = {}): Promise<PushDevice> {
    const algorithm = { name: "ECDH", namedCurve: "P-256" };
    const keys = (await crypto.subtle.generateKey(algorithm, true, ["deriveBits"])) as KeyPair;
    const point = (await crypto.subtle.exportKey("raw", keys.publicKey)) as ArrayBuffer;
    const auth = crypto.getRandomValues(new Uint8Array(16));
    const subscription: PushSubscription = {
      endpoint: `https://push.example.com/send/${crypto.randomUUID()}`,
      keys: { p256dh: textOf(new Uint8Array(point)), auth: textOf(auth) },
      locale: "en",
      topics: {
        mention: "mine",
        assigned: "mine",
        undelivered: "mine",
        conversation: "mine",
        message: "mine",
        lead: "off",
        clicked: "mine",
        opened: "off",
      },
      ...given,
    };
    return new PushDevice(subscription, keys, auth);
  }

  async read(body: Uint8Array<ArrayBuffer>): Promise<PushMessage> {
    const salt = new Uint8Array(body.slice(0, 16));
    const idLength = body[20] ?? 0;
    const sender = new Uint8Array(body.slice(21, 21 + idLength));
    const sealed = new Uint8Array(body.slice(21 + idLength));
    const mine = bytesOf(this.subscription.keys.p256dh);
    const senderKey = await crypto.subtle.importKey("raw", sender, { name: "ECDH", namedCurve: "P-256" }, false, []);
    // Workers' types call it `$public`; the runtime takes what the standard says.
    const theirs = { name: "ECDH", public: senderKey } as unknown as Parameters<typeof crypto.subtle.deriveBits>[0];
    const shared = new Uint8Array(await crypto.subtle.deriveBits(theirs, this.#keys.privateKey, 256));
    const info = new Uint8Array([...utf8("WebPush: info\0"), ...mine, ...sender]);
    const secret = await hkdf(this.#auth, shared, info, 32);
    const key = await hkdf(salt, secret, utf8("Content-Encoding: aes128gcm\0"), 16);
    const nonce = await hkdf(salt, secret, utf8("Content-Encoding: nonce\0"), 12);
    const aes = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
    const padded = new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv: nonce }, aes, sealed));
    const end = padded.lastIndexOf(2);
    return JSON.parse(new TextDecoder().decode(padded.subarray(0, end))) as PushMessage;
  }
}

/** Whether a request's `authorization` was signed with the key that it names, for the service that it is sent to. */
export async function vapidClaims(authorization: string): Promise<{ aud: string; exp: number; sub: string }> {
  const [, token = "", key = ""] = /^vapid t=([^,]+), ?k=(.+)$/u.exec(authorization) ?? [];
  const [head = "", claims = "", signature = ""] = token.split(".");
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const signer = await crypto.subtle.importKey("raw", bytesOf(key), algorithm, false, ["verify"]);
  const isSigned = await crypto.subtle.verify(
    { name: "ECDSA", hash: "SHA-256" },
    signer,
    bytesOf(signature),
    utf8(`${head}.${claims}`),
  );
  if (!isSigned) throw new Error("The token is not signed by the key beside it.");
  return JSON.parse(new TextDecoder().decode(bytesOf(claims))) as { aud: string; exp: number; sub: string };
}

async function hkdf(
  salt: Uint8Array<ArrayBuffer>,
  secret: Uint8Array<ArrayBuffer>,
  info: Uint8Array<ArrayBuffer>,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  return new Uint8Array(await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, key, length * 8));
}
