import type { Env } from "../env.ts";
import { limits } from "../protocol/limits.ts";

export interface Mail {
  /** What the log calls it: neither its address nor its words. */
  readonly kind: "invitation" | "password reset" | "password changed";
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const timeoutMs = 10_000;

/**
 * Hands a mail to the deployment's mail service: a POST of `{from, to, subject, text, html}` to MAIL_URL. The
 * log says what became of it, but never its content or address: a reset link is a credential. Never throws, since
 * whether a mail went out must not change what a stranger is answered.
 */
export async function sendMail(env: Env, { kind, ...mail }: Mail): Promise<void> {
  const told = { kind, recipient: await recipientOf(mail.to) };
  if (env.MAIL_URL === "") {
    log("warn", "mail.not_sent", { ...told, reason: "MAIL_URL is empty" });
    return;
  }
  try {
    const response = await fetch(env.MAIL_URL, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(env.MAIL_TOKEN ? { authorization: `Bearer ${env.MAIL_TOKEN}` } : {}),
      },
      body: JSON.stringify({ from: env.MAIL_FROM, ...mail }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    if (response.ok) log("info", "mail.sent", told);
    else log("error", "mail.failed", { ...told, status: response.status });
  } catch (error) {
    log("error", "mail.failed", { ...told, error: String(error) });
  }
}

/** An address is in no log; whoever knows one can find its mails by the start of its SHA-256. */
async function recipientOf(address: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(address.toLowerCase()));
  return Buffer.from(digest).toString("hex").slice(0, 12);
}

export function invitationMail(
  env: Env,
  invitation: { secret: string; email: string; organizationName: string; inviterName: string },
): Mail {
  const url = `${env.PUBLIC_URL}/accept-invitation?id=${encodeURIComponent(invitation.secret)}`;
  const organisation = nameInMail(invitation.organizationName);
  const line = `${nameInMail(invitation.inviterName)} invites you to join ${organisation} on Parley.`;
  return {
    kind: "invitation",
    to: invitation.email,
    subject: `Join ${organisation} on Parley`,
    ...body(line, "Accept the invitation", url),
  };
}

export function passwordResetMail(env: Env, to: string, token: string): Mail {
  const url = `${env.PUBLIC_URL}/reset-password?token=${encodeURIComponent(token)}`;
  const line = "Somebody, we hope you, asked to reset your Parley password. The link works for one hour.";
  return {
    kind: "password reset",
    to,
    subject: "Reset your Parley password",
    ...body(line, "Choose a new password", url),
  };
}

export function passwordChangedMail(env: Env, to: string): Mail {
  const line =
    "Your Parley password was changed, and every other session was ended. If it was not you, choose a new one.";
  const url = `${env.PUBLIC_URL}/forgot-password`;
  return {
    kind: "password changed",
    to,
    subject: "Your Parley password was changed",
    ...body(line, "Choose a new password", url),
  };
}

function body(line: string, action: string, url: string): { text: string; html: string } {
  return {
    text: `${line}\n\n${action}: ${url}\n`,
    html: `<p>${escapeHtml(line)}</p><p><a href="${escapeHtml(url)}">${escapeHtml(action)}</a></p>`,
  };
}

/**
 * A name that its bearer chose, in a mail of ours to a stranger: one short line in which no mail program finds an address to
 * link. The ideographic full stops count as dots in names of hosts.
 */
export function nameInMail(name: string): string {
  const words = name
    .replace(/[\p{C}\p{Z}\s:/\\@<>]+/gu, " ")
    .replace(/[.\u2024\u3002\uFF0E\uFF61]+(?=\S)/gu, ". ")
    .trim();
  const characters = Array.from(words);
  if (characters.length <= limits.mailedNameLength) return words;
  return `${characters
    .slice(0, limits.mailedNameLength - 1)
    .join("")
    .trim()}…`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function log(level: "info" | "warn" | "error", event: string, fields: Record<string, unknown>): void {
  console[level](JSON.stringify({ level, event, ...fields }));
}
