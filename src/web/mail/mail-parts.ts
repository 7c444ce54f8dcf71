import type { Message } from "../../protocol/records.ts";
import type { Fold } from "./fold-page.ts";

/** What a mail tells of itself (`content.mail`), as far as the thread shows it. */
export interface MailParts {
  /** Media ids of the HTML and of the pictures within, these by their Content-ID. */
  readonly html: string | null;
  readonly inline: ReadonlyMap<string, string>;
  readonly quoted: string | null;
  /** Where the same words stand in the HTML. */
  readonly folds: readonly Fold[];
  readonly from: MailPerson | null;
  /** True when the author is not the contact. */
  readonly isOther: boolean;
  /** What carried it for its author: a form, a list. */
  readonly via: MailPerson | null;
  /** Who sent it on the author's behalf. */
  readonly sender: MailPerson | null;
  readonly replyTo: MailPerson | null;
  /** Whether the receiving server could tell that the sender is who it says; null for mails of before that was kept. */
  readonly authentication: "passed" | "failed" | "unknown" | null;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  /** What kind of machine wrote it; null for a person. */
  readonly automatic: string | null;
}

export interface MailPerson {
  readonly address: string;
  readonly name: string | null;
}

/** Null for what is no mail of a customer's. */
export function mailPartsOf({ content }: Message): MailParts | null {
  const mail = recordOf(content?.["mail"]);
  if (mail === null) return null;
  const inline = Object.entries(recordOf(mail["inline"]) ?? {});
  return {
    html: textOf(mail["html"]),
    inline: new Map(inline.flatMap(([cid, id]) => (typeof id === "string" ? [[cid, id]] : []))),
    quoted: textOf(mail["quoted"]),
    folds: foldsOf(mail["folds"]),
    from: personIn(mail["from"]),
    isOther: mail["isOther"] === true,
    via: personIn(mail["via"]),
    sender: personIn(mail["sender"]),
    replyTo: personIn(mail["replyTo"]),
    authentication: authentications.find((one) => one === mail["authentication"]) ?? null,
    to: addressesIn(mail["to"]),
    cc: addressesIn(mail["cc"]),
    automatic: textOf(mail["automatic"]),
  };
}

const authentications = ["passed", "failed", "unknown"] as const;

/** Where a mail of ours went; null for one of before that was kept. */
export function recipientOf({ direction, content }: Message): string | null {
  const to = content?.["to"];
  return direction === "outbound" && Array.isArray(to) ? textOf(to[0]) : null;
}

/** Who has got a copy, of a mail of ours or of a customer's. */
export function copiesOf(message: Message): readonly string[] {
  if (message.direction === "inbound") return mailPartsOf(message)?.cc ?? [];
  const cc = message.content?.["cc"];
  return (Array.isArray(cc) ? cc : []).flatMap((one) => textOf(one) ?? []);
}

function personIn(value: unknown): MailPerson | null {
  const person = recordOf(value);
  const address = textOf(person?.["address"]);
  return address === null ? null : { address, name: textOf(person?.["name"]) };
}

function foldsOf(value: unknown): Fold[] {
  return (Array.isArray(value) ? value : []).flatMap((one: unknown) => {
    const [from, to] = Array.isArray(one) ? (one as unknown[]) : [];
    return typeof from === "number" && typeof to === "number" ? [[from, to] as const] : [];
  });
}

function addressesIn(value: unknown): string[] {
  return (Array.isArray(value) ? value : []).flatMap((one) => textOf(recordOf(one)?.["address"]) ?? []);
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
