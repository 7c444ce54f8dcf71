import type { Email } from "postal-mime";
import type { MessageFact } from "../../protocol/facts.ts";
import { limits } from "../../protocol/limits.ts";
import { ignored } from "../ignored.ts";
import { asText } from "../json.ts";
import type { IncomingMail, ParsedMail, ReadToken } from "./incoming.ts";
import { readMessage } from "./message.ts";
import { digest } from "./message-id.ts";
import { envelopeSender } from "./people.ts";
import { readMail } from "./read-mail.ts";
import { readReport } from "./status.ts";

/** A mail as facts. Never throws: what cannot be read is kept as it came, as a message of type `unsupported` (I13). */
export async function parseMail(incoming: IncomingMail, readToken: ReadToken): Promise<ParsedMail> {
  let mail: Email;
  try {
    mail = await readMail(incoming.raw);
  } catch {
    return unreadable(incoming);
  }
  const report = await readReport(mail, incoming, readToken);
  return report === null ? readMessage(mail, incoming, readToken) : { facts: report, files: [] };
}

/** Kept whole, as a file: no reader of mail may lose one. */
async function unreadable(incoming: IncomingMail): Promise<ParsedMail> {
  const providerId = await digest(incoming.raw);
  const from = envelopeSender(incoming.envelopeFrom);
  if (from === null) return { facts: [ignored("no sender, and not readable", providerId)], files: [] };
  const message: MessageFact = {
    fact: "message",
    providerId,
    at: incoming.receivedAt,
    from: { aliases: [{ kind: "email", value: from.address }], name: null },
    type: "unsupported",
    body: "",
    subject: null,
    content: { mail: { from, to: [], cc: [], messageId: null } },
    attachments: [],
    quotes: null,
    fromAd: false,
    raw: asText(new TextDecoder().decode(incoming.raw.subarray(0, limits.mailRawLength))),
  };
  return {
    facts: [message],
    files: [
      { role: "original", bytes: incoming.raw, mimeType: "message/rfc822", filename: "message.eml", contentId: null },
    ],
  };
}
