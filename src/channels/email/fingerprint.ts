import type { Email } from "postal-mime";
import { digest } from "./message-id.ts";

/**
 * What a mail is known by beside its Message-ID: who wrote it, when and what. Servers on its way change none of that, so
 * that it is the same for each copy, and another for another mail of a sender who uses one Message-ID for all (SPEC Co8).
 */
export async function fingerprintOf(mail: Email, author: string): Promise<string> {
  const files = await Promise.all(mail.attachments.map(({ content }) => digest(bytesOf(content))));
  const words = [mail.subject, mail.text, mail.html].map((text) => (text ?? "").replace(/\s+/g, " ").trim());
  return digest(bytesOf(JSON.stringify([mail.messageId, author, mail.date, ...words, ...files])));
}

function bytesOf(content: ArrayBuffer | Uint8Array | string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(typeof content === "string" ? new TextEncoder().encode(content) : content);
}
