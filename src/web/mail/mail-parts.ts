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
  readonly from: { readonly address: string; readonly name: string | null } | null;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  /** What kind of machine wrote it; null for a person. */
  readonly automatic: string | null;
}

/** Null for what is no mail of a customer's. */
export function mailPartsOf({ content }: Message): MailParts | null {
  const mail = recordOf(content?.["mail"]);
  if (mail === null) return null;
  const inline = Object.entries(recordOf(mail["inline"]) ?? {});
  const from = recordOf(mail["from"]);
  return {
    html: textOf(mail["html"]),
    inline: new Map(inline.flatMap(([cid, id]) => (typeof id === "string" ? [[cid, id]] : []))),
    quoted: textOf(mail["quoted"]),
    folds: foldsOf(mail["folds"]),
    from: from === null ? null : { address: textOf(from["address"]) ?? "", name: textOf(from["name"]) },
    to: addressesIn(mail["to"]),
    cc: addressesIn(mail["cc"]),
    automatic: textOf(mail["automatic"]),
  };
}

/** Who has got a copy, of a mail of ours or of a customer's. */
export function copiesOf(message: Message): readonly string[] {
  if (message.direction === "inbound") return mailPartsOf(message)?.cc ?? [];
  const cc = message.content?.["cc"];
  return (Array.isArray(cc) ? cc : []).flatMap((one) => textOf(one) ?? []);
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
