import { env } from "cloudflare:workers";
import { describe, expect, inject, it } from "vitest";
import { fold } from "../../src/channels/email/fold.ts";
import { parseMail } from "../../src/channels/email/parse.ts";
import { receiveMail } from "../../src/http/mail-in.ts";
import { connectMail, hubOf, newOrg, recordsOf } from "../http/meta-app.ts";
import { proved } from "../support/proved-domain.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Mails as received, in base64, and texts of replies. */
    mails: { name: string; base64: string }[];
    replies: { name: string; text: string }[];
  }
}

const mails = inject("mails");
const receivedAt = new Date().toISOString();
const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));

const parsed = (base64: string) =>
  parseMail(
    { raw: bytesOf(base64), envelopeFrom: "somebody@corpus.test", address: "support@acme.test", tag: null, receivedAt },
    async () => null,
  );

/** Reports about mail of others, as their names and their sources say: none has a token of ours (Do5). */
const reports: Readonly<Record<string, object>> = {
  "postal-mime/arf.eml": { fact: "ignored", reason: "complaint report without a token of ours" },
  "postal-mime/bounce.eml": { fact: "ignored", reason: "delivery report without a token of ours" },
  "mailparser/delivery-status.eml": { fact: "ignored", reason: "delivery report without a token of ours" },
};

describe("mail from elsewhere", () => {
  it.each(mails)("E2 I13: $name is a message, or news about one", async ({ name, base64 }) => {
    const { facts, files } = await parsed(base64);
    const report = reports[name];
    if (report !== undefined) return expect(facts).toMatchObject([report]);
    expect(facts).toHaveLength(1);
    const [fact] = facts;
    if (fact?.fact !== "message") throw new Error(`${name}: ${JSON.stringify(fact)}`);
    expect(fact.type).toBe("text");
    expect(fact.body !== "" || files.length > 0).toBe(true);
    expect(JSON.stringify(fact)).not.toContain("\\u0000");
  });

  it("E2: invitations, nested mails, pictures within and files beside are told apart", async () => {
    const all = new Map(
      await Promise.all(mails.map(async ({ name, base64 }) => [name, await parsed(base64)] as const)),
    );
    expect(all.get("postal-mime/calendar-event.eml")?.facts[0]).toMatchObject({
      content: { mail: { invitation: { method: "REQUEST", summary: expect.stringContaining("Test event") } } },
    });
    const torture = all.get("postal-mime/mimetorture.eml")?.files.map(({ mimeType }) => mimeType);
    expect(torture).toHaveLength(10);
    expect(new Set(torture)).toEqual(new Set(["message/rfc822"]));
    const roles = all.get("mailparser/nodemailer.eml")?.files.map(({ role, filename }) => [role, filename]);
    expect(roles).toContainEqual(["html", null]);
    expect(roles).toContainEqual(["inline", "image.png"]);
    expect(roles).toContainEqual(["attachment", "notes.txt"]);
    expect(all.get("mailparser/base64encodedroot.eml")?.files).toMatchObject([{ filename: "screenshot.png" }]);
  });

  it("E2 I1 I13: each, delivered twice, is there once; none fails", async () => {
    const org = await newOrg();
    const domain = `${crypto.randomUUID()}.test`;
    await proved(org, domain);
    const address = `corpus@${domain}`;
    await connectMail(org, address);
    for (let round = 0; round < 2; round += 1) {
      for (const { base64 } of mails) {
        const raw = bytesOf(base64);
        const body = new Response(raw).body ?? new ReadableStream();
        const refused = (reason: string) => {
          throw new Error(reason);
        };
        const envelope = { from: "somebody@corpus.test", to: address, rawSize: raw.byteLength };
        await receiveMail({ ...envelope, raw: body, setReject: refused }, env);
      }
    }
    const { hours } = await hubOf(org).ingestReport();
    expect(hours.reduce((sum, { failed }) => sum + failed, 0)).toBe(0);
    const messages = await recordsOf(org, "message");
    expect(new Set(messages.map(({ providerId }) => providerId)).size).toBe(messages.length);
    // Two of the samples are one mail, saved twice.
    expect(messages.length).toBeGreaterThanOrEqual(mails.length - Object.keys(reports).length - 1);
  });
});

describe("replies from elsewhere", () => {
  it.each(inject("replies"))("E2: of $name something is left to read, and nothing is lost", ({ text }) => {
    const { body, quoted } = fold(text, null);
    expect(body.length).toBeGreaterThan(0);
    const words = (of: string) => (of.match(/[\p{L}\p{N}]+/gu) ?? []).length;
    expect(words(body) + words(quoted ?? "")).toBe(words(text));
  });

  it("E2: what they quote is folded", () => {
    const replies = new Map(inject("replies").map(({ name, text }) => [name, fold(text, null)]));
    for (const name of ["email_1_3", "email_1_4", "email_1_6", "email_2_1", "email_2_2", "email_iPhone"]) {
      const folded = replies.get(`${name}.txt`);
      expect.soft(folded?.quoted, name).not.toBeNull();
      expect.soft(folded?.body, name).not.toMatch(/^>/m);
    }
  });
});
