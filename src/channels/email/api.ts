import { askProvider, errorOfStatus, ownError, retryAfterMs } from "../ask-provider.ts";
import type { SendVerdict } from "../channel.ts";
import { asId, asText } from "../json.ts";
import type { OutgoingMail } from "./compose.ts";
import { meaningOf, reasonOf } from "./errors.ts";

const provider = "The mail service";

/** `POST /emails`, as Resend has it (Resend, "Send email", 2026) and others understand it. */
export async function sendThroughApi(
  mail: OutgoingMail,
  { baseUrl, token }: { readonly baseUrl: string; readonly token: string },
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<SendVerdict> {
  const init = {
    method: "POST",
    headers: { "content-type": "application/json", ...(token === "" ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(bodyOf(mail)),
  };
  const answer = await askProvider(provider, `${baseUrl}/emails`, init, fetcher, timeoutMs);
  if (!answer.answered) return { verdict: "ambiguous", error: answer.error };
  const { response, json } = answer;
  const { status } = response;
  if (response.ok) {
    // Its own id finds nothing in a mail; the Message-ID that we gave does, wherever it was kept.
    if (asId(json?.id) !== null) return { verdict: "accepted", providerId: mail.messageId.slice(1, -1) };
    return {
      verdict: "ambiguous",
      error: ownError("unreadable", `${provider} answered, but not whether it took the mail.`),
    };
  }
  const code = asId(json?.name) ?? asId(json?.code);
  if (code !== null) return byCode(code, asText(json?.message), response);
  if (status === 401) return { verdict: "stop", error: reasonOf("invalid_api_key", "") };
  const error = errorOfStatus(provider, status);
  if (status === 429) return { verdict: "retry", error, afterMs: retryAfterMs(response) };
  return status >= 500 || status === 408 ? { verdict: "ambiguous", error } : { verdict: "rejected", error };
}

function byCode(code: string, said: string, response: Response): SendVerdict {
  const error = reasonOf(code, said);
  const temporary = response.status >= 500 || response.status === 429;
  switch (meaningOf(code)?.what ?? (temporary ? "retry" : "fail")) {
    case "stop":
      return { verdict: "stop", error };
    case "retry":
      return { verdict: "retry", error, afterMs: retryAfterMs(response) };
    case "fail":
      // A key that does not hold is told as a validation error at some of its addresses.
      return response.status === 401
        ? { verdict: "stop", error: reasonOf("invalid_api_key", said) }
        : { verdict: "rejected", error };
  }
}

function bodyOf(mail: OutgoingMail): object {
  const { from, to, cc, replyTo, subject, text, html, headers, messageId, files } = mail;
  return {
    from: from.name === "" ? from.address : `"${from.name.replace(/["\\]/g, "\\$&")}" <${from.address}>`,
    to: [to],
    ...(cc.length === 0 ? {} : { cc }),
    ...(replyTo === null ? {} : { reply_to: replyTo }),
    subject,
    text,
    html,
    headers: { ...headers, "Message-ID": messageId },
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
