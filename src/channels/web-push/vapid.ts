/** The keys by which push services know this deployment (RFC 8292), in base64url, and whom they can reach about it. */
export interface VapidKeys {
  readonly publicKey: string;
  readonly privateKey: string;
  /** An address of the web or of mail. */
  readonly subject: string;
}

interface VapidSettings {
  readonly VAPID_PUBLIC_KEY?: string | undefined;
  readonly VAPID_PRIVATE_KEY?: string | undefined;
  readonly PUBLIC_URL: string;
}

/** null when the deployment has none, or has what cannot be keys: then there is no Web Push, and nothing else is missing. */
export function vapidKeys({ VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY, PUBLIC_URL }: VapidSettings): VapidKeys | null {
  const publicKey = VAPID_PUBLIC_KEY?.trim() ?? "";
  const privateKey = VAPID_PRIVATE_KEY?.trim() ?? "";
  if (publicKey === "" && privateKey === "") return null;
  // An uncompressed point of 65 bytes, which starts with 4, and a number of 32.
  if (/^B[\w-]{86}$/u.test(publicKey) && /^[\w-]{43}$/u.test(privateKey)) {
    return { publicKey, privateKey, subject: PUBLIC_URL };
  }
  console.error(
    JSON.stringify({ at: "push.keys", error: "VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY are not a pair of keys" }),
  );
  return null;
}
