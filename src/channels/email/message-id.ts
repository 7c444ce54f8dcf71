/** A message's id in the hub, `channel:provider id`, has to pass as an id everywhere. */
const keyLength = 200;
const references = 50;

/** The names in a Message-ID, In-Reply-To or References header, without their brackets, in their order. */
export function messageIdsIn(header: string | undefined): string[] {
  const text = header ?? "";
  const bracketed = Array.from(text.matchAll(/<([^<>\s]+)>/g), ([, id]) => id ?? "");
  const found = bracketed.length > 0 ? bracketed : text.split(/\s+/).filter((word) => word.includes("@"));
  return found.filter((id) => !/\p{Cc}/u.test(id)).slice(-references);
}

/** What stands for a Message-ID as the provider's id: the same for the same one, and never too long. */
export async function mailKey(messageId: string): Promise<string> {
  return messageId.length <= keyLength ? messageId : digest(new Uint8Array(new TextEncoder().encode(messageId)));
}

/** For a mail without a name of its own: a server that delivers it again delivers the same bytes. */
export async function digest(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `sha256-${Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
