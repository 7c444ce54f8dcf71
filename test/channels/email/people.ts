import { readMail } from "../../../src/channels/email/read-mail.ts";
import { correspondentsOf } from "../../../src/channels/email/correspondent.ts";

/** Headers as mail programs, forms and lists write them, and who is who in them. */

export const passed = (domain: string) =>
  `mx.cloudflare.net;\n\tdkim=pass header.d=${domain} header.s=s1 header.b=L6CZ3OJ0;\n\tdmarc=pass header.from=${domain} policy.dmarc=none;\n\tspf=none (mx.cloudflare.net: no SPF records found for postmaster@mail.${domain}) smtp.helo=mail.${domain};\n\tarc=none smtp.remote-ip="192.0.2.1"`;
export const failed = (domain: string) =>
  `mx.cloudflare.net; dkim=none; dmarc=fail header.from=${domain} policy.dmarc=none; spf=fail`;

export type Headers = readonly (readonly [name: string, value: string])[] | Readonly<Record<string, string>>;

export async function people(headers: Headers, envelopeFrom = "bounce-12@mailer.test") {
  const lines = Array.isArray(headers) ? headers : Object.entries(headers);
  const raw = `${lines.map(([name, value]) => `${name}: ${value}`).join("\r\n")}\r\n\r\nHello\r\n`;
  const mail = await readMail(new TextEncoder().encode(raw));
  return correspondentsOf(mail.headers, { envelopeFrom, address: "support@acme.test" });
}

/** Who wrote, whose conversation it is, and which of the addresses that are asked for an answer may go to. */
export async function brief(headers: Headers, envelopeFrom?: string) {
  const found = await people(headers, envelopeFrom);
  if (found === null) return null;
  const { author, contact, via, answerTo } = found;
  return {
    author: author.address,
    name: author.name,
    contact: contact.address,
    ...(via === null ? {} : { via: via.address }),
    ...(answerTo.length === 0 ? {} : { answerTo }),
  };
}

export const rosa = { author: "rosa@customer.test", name: "Rosa Iyer", contact: "rosa@customer.test" };
export const person = (address: string, name: string | null) => ({ author: address, name, contact: address });
