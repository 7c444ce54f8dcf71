import { askProvider, type ProviderAnswer } from "../ask-provider.ts";
import type { OutgoingMail } from "./body.ts";
import { messageTag } from "./event.ts";

/** An HTTP API of Resend's shape, as the deployment or the channel has an account with it. */
export interface MailApi {
  readonly baseUrl: string;
  /** Empty where the API wants none. */
  readonly token: string;
}

/** Its name in what agents read: the deployment chooses which it is. */
export const mailService = "The mail service";

/** `POST /emails` (Resend, "Send email", 2026). Never throws. */
export function postEmail(
  mail: OutgoingMail,
  api: MailApi,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<ProviderAnswer> {
  const headers = { "content-type": "application/json", ...authorization(api) };
  const init = { method: "POST", headers, body: JSON.stringify(bodyOf(mail)) };
  return askProvider(mailService, `${api.baseUrl}/emails`, init, fetcher, timeoutMs);
}

/** `GET /domains` (Resend, "List domains", 2026). Never throws. */
export function getDomains(api: MailApi, fetcher: typeof fetch, timeoutMs: number): Promise<ProviderAnswer> {
  return askProvider(mailService, `${api.baseUrl}/domains`, { headers: authorization(api) }, fetcher, timeoutMs);
}

function authorization({ token }: MailApi): Record<string, string> {
  return token === "" ? {} : { authorization: `Bearer ${token}` };
}

function bodyOf(mail: OutgoingMail): object {
  const { from, to, cc, replyTo, subject, text, html, headers, token, messageId, files } = mail;
  return {
    from: from.name === "" ? from.address : `"${from.name.replace(/["\\]/g, "\\$&")}" <${from.address}>`,
    to: [to],
    ...(cc.length === 0 ? {} : { cc }),
    ...(replyTo === null ? {} : { reply_to: replyTo }),
    subject,
    text,
    html,
    headers: { ...headers, "Message-ID": messageId },
    tags: [{ name: messageTag, value: token }],
    ...(files.length === 0
      ? {}
      : {
          attachments: files.map(({ filename, mimeType, bytes }) => ({
            filename,
            content_type: mimeType,
            content: base64(bytes),
          })),
        }),
  };
}

/** In pieces: a call takes only so many arguments. Of a multiple of three, so that no piece but the last is padded. */
function base64(bytes: Uint8Array): string {
  const pieceBytes = 0x6000;
  let text = "";
  for (let at = 0; at < bytes.length; at += pieceBytes)
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + pieceBytes)));
  return text;
}
