import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import MailComposer from "nodemailer/lib/mail-composer";
import * as v from "valibot";
import type { Mailbox } from "./mailbox.ts";

/** A customer's mail program and the servers behind it: makes the mail and hands it to Parley's local door. */

const address = v.pipe(v.string(), v.trim(), v.regex(/^[^\s@]+@[^\s@]+$/, "must be a mail address"));

export const CustomerMailSchema = v.object({
  channel: v.literal("email"),
  from: address,
  name: v.optional(v.string()),
  /** The channel's address; the first one's when it is left out. */
  to: v.optional(address),
  cc: v.optional(v.array(address), []),
  subject: v.optional(v.string()),
  text: v.optional(v.string()),
  html: v.optional(v.string()),
  /** The Message-ID of the mail that this one answers: it goes where that one wants its answers. */
  quotes: v.optional(v.string()),
  /** Its own Message-ID; one is made when it is left out. Give it twice for a duplicate. */
  id: v.optional(v.string()),
  headers: v.optional(v.record(v.string(), v.string()), {}),
  attachments: v.optional(
    v.array(
      v.object({
        filename: v.string(),
        contentType: v.optional(v.string()),
        /** In base64. */
        content: v.string(),
        /** For a picture within the HTML, as `cid:` names it. */
        cid: v.optional(v.string()),
      }),
    ),
    [],
  ),
  /** The whole mail as it stands, for what no mail program would write; then only `from` and `to` count beside it. */
  raw: v.optional(v.string()),
});
export type CustomerMail = v.InferOutput<typeof CustomerMailSchema>;

export interface CustomerMailParts {
  readonly mailbox: Mailbox;
  /** Where Parley answers. */
  readonly parleyUrl: string;
  /** Of the channels, the first one's first. */
  readonly addresses: readonly string[];
}

export interface MailResult {
  readonly id: string;
  readonly status: number | null;
  readonly body: string;
}

/** Hands the mail over and answers how that went. What was not taken for the time being is tried again for a while. */
export async function customerMails(parts: CustomerMailParts, mail: CustomerMail): Promise<MailResult | null> {
  const answered = mail.quotes === undefined ? null : parts.mailbox.find(mail.quotes);
  const to = mail.to ?? addressIn(answered?.replyTo ?? answered?.from) ?? parts.addresses[0];
  if (to === undefined) return null;
  const id = mail.id ?? `<${randomUUID()}@${mail.from.split("@")[1]}>`;
  const messageId = id.startsWith("<") ? id : `<${id}>`;
  const references = [answered?.references, answered?.messageId].filter((one) => one != null).join(" ");
  const thread = answered?.messageId == null ? {} : { inReplyTo: answered.messageId, references };
  const subject = mail.subject ?? (answered === null ? "" : `Re: ${answered.subject.replace(/^re:\s*/i, "")}`);
  const { text = "", html = "" } = mail;
  const raw = mail.raw ?? (await built({ ...mail, to, messageId, subject, ...thread }));
  parts.mailbox.add({
    kind: "customer",
    from: mail.name === undefined ? mail.from : `${mail.name} <${mail.from}>`,
    to,
    cc: mail.cc,
    subject,
    text,
    html,
    messageId,
    inReplyTo: answered?.messageId ?? null,
    references: references === "" ? null : references,
    files: mail.attachments.map(({ filename, content }) => ({ filename, sizeBytes: (content.length * 3) / 4 })),
  });
  return { id: messageId, ...(await handOver(parts.parleyUrl, mail.from, to, raw)) };
}

async function built(
  mail: CustomerMail & { to: string; messageId: string; subject: string; inReplyTo?: string; references?: string },
): Promise<Uint8Array<ArrayBuffer>> {
  const composer = new MailComposer({
    from: { name: mail.name ?? "", address: mail.from },
    to: mail.to,
    cc: mail.cc,
    subject: mail.subject,
    messageId: mail.messageId,
    ...(mail.inReplyTo === undefined ? {} : { inReplyTo: mail.inReplyTo, references: mail.references ?? "" }),
    text: mail.text ?? "",
    ...(mail.html === undefined ? {} : { html: mail.html }),
    headers: { ...checked(mail.from), ...mail.headers },
    attachments: mail.attachments.map(({ filename, contentType, content, cid }) => ({
      filename,
      content,
      encoding: "base64",
      ...(contentType === undefined ? {} : { contentType }),
      ...(cid === undefined ? {} : { cid }),
    })),
  });
  return new Uint8Array(await composer.compile().build());
}

/** What the receiving server adds of a mail that comes from where it says. */
function checked(from: string): Record<string, string> {
  return { "Authentication-Results": `mx.cloudflare.net; dmarc=pass header.from=${from.split("@")[1]}` };
}

/** Mail servers try again for days; here it is seconds, since somebody waits for the answer. */
const pausesMs = [0, 500, 1_500];

async function handOver(
  parleyUrl: string,
  from: string,
  to: string,
  raw: Uint8Array<ArrayBuffer> | string,
): Promise<{ status: number | null; body: string }> {
  const query = new URLSearchParams({ from, to });
  let answer: { status: number | null; body: string } = { status: null, body: "" };
  for (const ms of pausesMs) {
    await pause(ms);
    try {
      const url = `${parleyUrl}/cdn-cgi/handler/email?${query}`;
      const response = await fetch(url, { method: "POST", body: raw, signal: AbortSignal.timeout(20_000) });
      answer = { status: response.status, body: await response.text() };
    } catch {
      answer = { status: null, body: "" };
    }
    if (answer.status !== null && answer.status < 500) break;
  }
  return answer;
}

function addressIn(header: string | null | undefined): string | undefined {
  return /<([^<>\s]+)>/.exec(header ?? "")?.[1] ?? header?.trim();
}
