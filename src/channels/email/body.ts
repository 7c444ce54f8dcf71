import type { Message } from "../../protocol/records.ts";
import { replySubject } from "../../protocol/reply-subject.ts";
import type { SendRequest } from "../channel.ts";
import { domainOf, mailAddress, withTag } from "./address.ts";
import { htmlOf } from "./html.ts";
import { tokenHeader } from "./report.ts";
import { threadToken, trackingToken } from "./tokens.ts";

/** A mail that is ready to go, however it goes. */
export interface OutgoingMail {
  readonly from: { readonly address: string; readonly name: string };
  readonly to: string;
  readonly cc: readonly string[];
  readonly replyTo: string | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What names the message wherever something of the mail comes back (SPEC N4). */
  readonly token: string;
  /** With its brackets. A service that makes its own puts this one away; then the token in `headers` and in Reply-To finds the thread. */
  readonly messageId: string;
  readonly files: readonly OutgoingMailFile[];
}

export interface OutgoingMailFile {
  readonly filename: string;
  readonly mimeType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What a mail of the thread tells of itself (`content.mail`). */
interface MailDetails {
  readonly messageId?: string | null;
  readonly references?: readonly string[];
}

/** Services take 16 KB of headers (Cloudflare, "Email Service: Limits"). */
const referencesMax = 20;

/** Null when the customer has no address. */
export async function compose(request: SendRequest, keys: string): Promise<OutgoingMail | null> {
  const { message, channel, answers } = request;
  const { to, cc } = request.recipients ?? { to: null, cc: [] };
  if (to === null) return null;
  const token = await threadToken(keys, channel.id, message.position);
  const text = signed(message.body, channel.signature);
  const tracker = channel.tracksMail === false ? null : trackerOf(request, keys);
  const files = await Promise.all(
    request.files.map(async (file) => ({
      filename: file.attachment.filename ?? file.attachment.type,
      mimeType: file.attachment.mimeType ?? "application/octet-stream",
      bytes: await file.bytes(),
    })),
  );
  return {
    from: { address: channel.address, name: oneLine(channel.name) },
    to,
    cc: copiesOf(cc, to),
    replyTo: withTag(channel.address, token),
    subject: subjectOf(message, answers, channel.name),
    text,
    html: await htmlOf(text, tracker),
    headers: { ...threadHeaders(answers), [tokenHeader]: token },
    token,
    messageId: `<${token}@${domainOf(channel.address)}>`,
    files,
  };
}

/** What stands in a header is an address, whoever wrote it there. */
function copiesOf(cc: readonly string[], to: string): string[] {
  const addresses = cc.map((one) => mailAddress(one)).filter((one) => one !== null && one !== to);
  return [...new Set(addresses)].filter((one) => one !== null);
}

function subjectOf(message: Message, answers: Message | null, name: string): string {
  const own = oneLine(message.subject ?? "");
  if (own !== "") return own;
  return replySubject(oneLine(answers?.subject ?? "")) || `Message from ${oneLine(name)}`;
}

/** RFC 5322 "Identification fields": the answered mail, and all before it. */
function threadHeaders(answers: Message | null): Record<string, string> {
  const { messageId, references = [] } = detailsOf(answers);
  const parent = answers?.direction === "outbound" ? answers.providerId : (messageId ?? null);
  if (parent === null) return {};
  const bare = parent.replace(/^<|>$/g, "");
  const chain = [...references.filter((id) => id !== bare).slice(-referencesMax), bare];
  return { "In-Reply-To": `<${bare}>`, References: chain.map((id) => `<${id}>`).join(" ") };
}

function detailsOf(message: Message | null): MailDetails {
  return (message?.content?.mail ?? {}) as MailDetails;
}

function signed(body: string, signature: string | undefined): string {
  return signature === undefined || signature.trim() === "" ? body : `${body}\n\n-- \n${signature}`;
}

function trackerOf({ message, channel, orgId, publicUrl }: SendRequest, keys: string) {
  const about = { orgId, channelId: channel.id, position: message.position };
  return {
    link: async (url: string) => `${publicUrl}/t/c/${await trackingToken(keys, { ...about, url })}`,
    pixel: async () => `${publicUrl}/t/o/${await trackingToken(keys, { ...about, url: null })}`,
  };
}

/** A line break in a name or subject would end its header. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, " ").trim();
}
