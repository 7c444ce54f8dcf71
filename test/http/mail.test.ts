import { env } from "cloudflare:test";
import { afterEach, describe, expect, it, vi } from "vitest";
import { invitationMail, passwordResetMail, sendMail } from "../../src/http/mail.ts";

const mail = {
  kind: "invitation",
  to: "ana@example.test",
  subject: "Hello",
  text: "Hello",
  html: "<p>Hello</p>",
} as const;

afterEach(() => void vi.restoreAllMocks());

describe("J1: mails", () => {
  it("J1: go to the mail service as JSON with its token", async () => {
    vi.spyOn(console, "info").mockImplementation(() => {});
    const fetched = vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response(null, { status: 202 }));
    await sendMail(
      { ...env, MAIL_URL: "https://mail.example.test/send", MAIL_TOKEN: "token", MAIL_FROM: "Parley <p@example.test>" },
      mail,
    );
    const [url, init] = fetched.mock.calls[0] ?? [];
    expect(url).toBe("https://mail.example.test/send");
    expect(new Headers(init?.headers).get("authorization")).toBe("Bearer token");
    const { kind: _, ...sent } = mail;
    expect(JSON.parse(String(init?.body))).toEqual({ from: "Parley <p@example.test>", ...sent });
  });

  it("J1: with no mail service the log says that nothing went out, without the link", async () => {
    const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
    await sendMail({ ...env, MAIL_URL: "" }, passwordResetMail(env, "ana@example.test", "the-token"));
    const line = String(warned.mock.calls[0]?.[0]);
    expect(JSON.parse(line)).toMatchObject({ event: "mail.not_sent", kind: "password reset" });
    expect(line).not.toContain("ana@example.test");
    expect(line).not.toContain("the-token");
  });

  it("J1: a mail service that fails is logged and changes nothing", async () => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => {});
    vi.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("connection refused"));
    await sendMail({ ...env, MAIL_URL: "https://mail.example.test/send" }, mail);
    expect(JSON.parse(String(logged.mock.calls[0]?.[0]))).toMatchObject({ event: "mail.failed" });
  });

  it("J2: names in a mail are text, never markup or a header", () => {
    const { subject, html } = invitationMail(env, {
      secret: "one",
      email: "b@example.test",
      organizationName: "<b>Acme</b>\r\nBcc: x@example.test",
      inviterName: "<script>",
    });
    expect(subject).not.toMatch(/[\r\n]/);
    expect(html).not.toContain("<script>");
    expect(html).toContain(`${env.PUBLIC_URL}/accept-invitation?id=one`);
  });
});
