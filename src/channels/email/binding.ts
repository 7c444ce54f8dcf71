import { ownError } from "../ask-provider.ts";
import type { SendVerdict } from "../channel.ts";
import { withTimeLimit } from "../time-limit.ts";
import type { OutgoingMail } from "./body.ts";
import { deliveryError, meaningOf } from "./errors.ts";

/**
 * Cloudflare's Email Service, by the binding of wrangler.toml. It makes the MIME, signs (DKIM), and gives every mail a
 * Message-ID of its own, which it answers (Cloudflare, "Email headers", 2026).
 */
export async function sendThroughBinding(
  mail: OutgoingMail,
  binding: SendEmail | null,
  timeoutMs: number,
): Promise<SendVerdict> {
  if (binding === null)
    return {
      verdict: "stop",
      error: ownError("no_mail_service", "No mail service is set up.", "docs/deploy.md says how."),
    };
  try {
    const { messageId } = await withTimeLimit(timeoutMs, (signal) =>
      Promise.race([binding.send(built(mail)), aborted(signal)]),
    );
    return { verdict: "accepted", providerId: messageId.replace(/^<|>$/g, "") || mail.messageId.slice(1, -1) };
  } catch (error) {
    return judge(error);
  }
}

function built({ from, to, cc, replyTo, subject, text, html, headers, files }: OutgoingMail): EmailMessageBuilder {
  return {
    from: { email: from.address, name: from.name },
    to: [to],
    ...(cc.length === 0 ? {} : { cc: [...cc] }),
    ...(replyTo === null ? {} : { replyTo }),
    subject,
    text,
    html,
    headers: { ...headers },
    ...(files.length === 0
      ? {}
      : {
          attachments: files.map(({ filename, mimeType, bytes }) => ({
            disposition: "attachment" as const,
            filename,
            type: mimeType,
            content: bytes,
          })),
        }),
  };
}

/** Only an error with a code of the service's says that it did not take the mail. */
function judge(error: unknown): SendVerdict {
  if (error instanceof Error && error.name === "TimeoutError")
    return { verdict: "ambiguous", error: ownError("timeout", "The mail service did not answer in time.") };
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  const said = error instanceof Error ? error.message : "";
  if (!code.startsWith("E_"))
    return { verdict: "ambiguous", error: ownError("connection", "The connection to the mail service broke.") };
  const what = meaningOf(code)?.what ?? "fail";
  const refusal = deliveryError(code, said);
  if (what === "retry") return { verdict: "retry", error: refusal, afterMs: null };
  return { verdict: what === "stop" ? "stop" : "rejected", error: refusal };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));
}
