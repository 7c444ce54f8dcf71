import type { Env } from "../env.ts";

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const timeoutMs = 10_000;

/**
 * Hands a mail to the deployment's mail service: a POST of `{from, to, subject, text, html}` to MAIL_URL. The
 * log says what became of it, but never its content: a reset link is a credential. Never throws, since
 * whether a mail went out must not change what a stranger is answered.
 */
export async function sendMail(env: Env, mail: Mail): Promise<void> {
  if (env.MAIL_URL === "") {
    log("warn", "mail.not_sent", { to: mail.to, subject: mail.subject, reason: "MAIL_URL is empty" });
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
    if (response.ok) log("info", "mail.sent", { to: mail.to, subject: mail.subject });
    else log("error", "mail.failed", { to: mail.to, subject: mail.subject, status: response.status });
  } catch (error) {
    log("error", "mail.failed", { to: mail.to, subject: mail.subject, error: String(error) });
  }
}

export function invitationMail(
  env: Env,
  invitation: { id: string; email: string; organizationName: string; inviterName: string },
): Mail {
  const url = `${env.PUBLIC_URL}/accept-invitation?id=${encodeURIComponent(invitation.id)}`;
  const line = `${invitation.inviterName} invites you to join ${invitation.organizationName} on Parley.`;
  return {
    to: invitation.email,
    subject: `Join ${oneLine(invitation.organizationName)} on Parley`,
    ...body(line, "Accept the invitation", url),
  };
}

export function passwordResetMail(env: Env, to: string, token: string): Mail {
  const url = `${env.PUBLIC_URL}/reset-password?token=${encodeURIComponent(token)}`;
  const line = "Somebody, we hope you, asked to reset your Parley password. The link works for one hour.";
  return { to, subject: "Reset your Parley password", ...body(line, "Choose a new password", url) };
}

function body(line: string, action: string, url: string): { text: string; html: string } {
  return {
    text: `${line}\n\n${action}: ${url}\n`,
    html: `<p>${escapeHtml(line)}</p><p><a href="${escapeHtml(url)}">${escapeHtml(action)}</a></p>`,
  };
}

/** Names are chosen by people: a line break in one would otherwise end the subject's header. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function log(level: "info" | "warn" | "error", event: string, fields: Record<string, unknown>): void {
  console[level](JSON.stringify({ level, event, ...fields }));
}
