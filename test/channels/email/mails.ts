import type { MessageFact } from "../../../src/protocol/facts.ts";
import type { IncomingMail, ParsedMail, ReadToken } from "../../../src/channels/email/incoming.ts";
import { parseMail } from "../../../src/channels/email/parse.ts";
import { readThreadToken } from "../../../src/channels/email/tokens.ts";

/** Mail for tests, as bytes that a server hands over. */

export const keys = "test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
export const channelId = "7d6f0c0a-5a5e-4a36-8d8a-0f6a3c1f5b11";
export const readToken: ReadToken = (token) => readThreadToken(keys, channelId, token);

export function incoming(raw: string | Uint8Array, given: Partial<IncomingMail> = {}): IncomingMail {
  return {
    raw: new Uint8Array(typeof raw === "string" ? new TextEncoder().encode(raw.replaceAll(/\r?\n/g, "\r\n")) : raw),
    envelopeFrom: "rosa@customer.test",
    address: "support@acme.test",
    tag: null,
    receivedAt: "2026-03-01T10:00:00.000Z",
    ...given,
  };
}

export function parsed(raw: string | Uint8Array, given: Partial<IncomingMail> = {}): Promise<ParsedMail> {
  return parseMail(incoming(raw, given), readToken);
}

export async function messageOf(raw: string | Uint8Array, given: Partial<IncomingMail> = {}): Promise<MessageFact> {
  const { facts } = await parsed(raw, given);
  const [fact] = facts;
  if (fact?.fact !== "message") throw new Error(`not a message: ${JSON.stringify(facts)}`);
  return fact;
}

/** A plain mail from Rosa with these headers over the usual ones. */
export function mail(headers: Readonly<Record<string, string>> = {}, body = "Hello"): string {
  const all = {
    From: "Rosa Iyer <Rosa@Customer.test>",
    To: "support@acme.test",
    Subject: "A question",
    "Message-ID": "<q1@customer.test>",
    "Content-Type": "text/plain; charset=utf-8",
    ...headers,
  };
  return `${Object.entries(all)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n")}\n\n${body}\n`;
}
