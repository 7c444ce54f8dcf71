import type { MailFile } from "../channels/email/media.ts";
import type { ParsedMail } from "../channels/email/incoming.ts";
import type { Route } from "../db/directory.ts";
import type { Env } from "../env.ts";
import type { Fact, MessageFact } from "../protocol/facts.ts";
import type { Attachment } from "../protocol/records.ts";
import { storeMedia } from "./store-media.ts";

/** Stores the files of a mail and tells its message of them. Rejects when one could not be stored. */
export async function withFiles(
  env: Env,
  route: Pick<Route, "orgId" | "channelId">,
  facts: readonly Fact[],
  files: readonly MailFile[],
): Promise<readonly Fact[]> {
  const [message, ...others] = facts;
  if (message?.fact !== "message") return facts;
  const attachments: Attachment[] = [];
  const embedded: Attachment[] = [];
  const inline: Record<string, string> = {};
  let html: string | null = null;
  // One after the other: a mail's files may be all that memory holds.
  for (const file of files) {
    const stored = await store(env, route, message.fingerprint ?? message.providerId, file);
    if (stored === null) continue;
    const isEmbedded = file.role === "html" || (file.role === "inline" && file.contentId !== null);
    (isEmbedded ? embedded : attachments).push(stored);
    if (file.role === "html") html = stored.id;
    else if (isEmbedded && file.contentId !== null) inline[file.contentId] = stored.id;
  }
  const told = {
    ...(html === null ? {} : { html }),
    ...(Object.keys(inline).length === 0 ? {} : { inline }),
  };
  return [{ ...withMail(message, told), attachments, embedded }, ...others];
}

/** For a mail to an address that nobody has: its words wait in the directory, which is no place for its files. */
export function withoutFiles({ facts, files }: ParsedMail): readonly Fact[] {
  const [message, ...others] = facts;
  if (message?.fact !== "message") return facts;
  const attachments = files
    .filter(({ role }) => role !== "html")
    .map((file, index): Attachment => ({
      id: `not-kept-${index + 1}`,
      type: "document",
      state: "failed",
      mimeType: file.mimeType,
      filename: file.filename,
      sizeBytes: file.bytes.byteLength,
      providerMediaId: null,
      url: null,
      error: {
        code: "not_kept",
        message: "The file came before the address was connected, and was not kept.",
        advice: "Ask the customer to send it again.",
      },
    }));
  return [{ ...message, attachments }, ...others];
}

function withMail(message: MessageFact, told: Record<string, unknown>): MessageFact {
  const mail = (message.content?.mail ?? {}) as Record<string, unknown>;
  return { ...message, content: { ...message.content, mail: { ...mail, ...told } } };
}

/**
 * The id is made of the content and of what it belongs to: a server that delivers a mail again writes the same file
 * over itself, and another mail, whatever it calls itself, writes over none. null for a file without content.
 */
async function store(
  env: Env,
  { orgId, channelId }: Pick<Route, "orgId" | "channelId">,
  owner: string,
  file: MailFile,
): Promise<Attachment | null> {
  const { bytes, filename, mimeType: declaredType, role } = file;
  const content = await crypto.subtle.digest("SHA-256", bytes);
  const named = new TextEncoder().encode(JSON.stringify([channelId, owner, role, filename, hex(content)]));
  const id = `mail-${hex(await crypto.subtle.digest("SHA-256", named)).slice(0, 40)}`;
  const stored = await storeMedia(env, orgId, bytes, { id, filename, declaredType, uploader: null });
  return stored.ok ? stored.attachment : null;
}

function hex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
