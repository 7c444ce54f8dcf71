import { decode } from "../bytes/decode.ts";
import type { Entity } from "../bytes/entity.ts";
import { ascii } from "../bytes/octets.ts";
import type { Structured } from "../bytes/parameters.ts";
import { plainOfEnriched } from "./enriched.ts";
import { plainOfRtf } from "./rtf.ts";
import { hasWords, showsAnything } from "./visible.ts";

export interface Leaf {
  readonly type: Structured;
  readonly disposition: Structured;
  readonly bytes: () => Uint8Array;
}

/** What a part stands in. */
export interface Surroundings {
  readonly parent: Entity | null;
  /** The charset of bare bytes in headers. */
  readonly label: string | null;
  /** Whether some text of the mail has no name, so that named ones are files. */
  readonly hasWords: boolean;
}

/** What a part of a mail is to be taken for (SPEC Wo1 to Wo3). */
export interface Role {
  readonly type: string;
  readonly isFile: boolean;
  /** Says what another part says better. */
  readonly isLeftOut: boolean;
  /** Null for what is no text. */
  readonly text: ((bytes: Uint8Array, label: string | null) => string) | null;
  /** Whether the text is of another type than the bytes. */
  readonly isConverted: boolean;
}

export function roleOf(leaf: Leaf, around: Surroundings): Role {
  const type = typeOf(leaf);
  const isNamed = leaf.type.params.has("name") || leaf.disposition.params.has("filename");
  const isAlternative = around.parent?.type.value === "multipart/alternative";
  const isFile = leaf.disposition.value === "attachment" || (isNamed && !isAlternative && around.hasWords);
  const role = { type, isFile, isLeftOut: false, isConverted: false };
  const converter = converters[type];
  if (converter !== undefined && !isNamed && !isFile) {
    // Another wording of a text that is there.
    if (isAlternative && others(leaf, around, /^text\/(?:plain|html)$/).length > 0)
      return { ...role, text: null, isLeftOut: true };
    return { ...role, type: "text/plain", text: (bytes, label) => converter(decode(bytes, label)), isConverted: true };
  }
  if (!/^text\/(?:plain|html|calendar)$/.test(type)) {
    const isWording =
      isAlternative && !isNamed && !isFile && /^text\/(?:x-amp-html|x-watch-html|watch-html)$/.test(type);
    return { ...role, text: null, isLeftOut: isWording };
  }
  const isLeftOut = isAlternative && !isFile && isBlank(leaf, type, around);
  return { ...role, isLeftOut, text: type === "text/html" ? decodeHtml : decode };
}

/** RFC 2046 4.1.4: a text of an unknown kind is read as plain. Data that is text is not read at all. */
const converters: Readonly<Record<string, (text: string) => string>> = {
  "text/enriched": plainOfEnriched,
  "text/richtext": plainOfEnriched,
  "text/rtf": plainOfRtf,
  "application/rtf": plainOfRtf,
};

const data =
  /^text\/(?:plain|html|calendar|csv|vcard|x-vcard|directory|rfc822-headers|xml|css|javascript|ecmascript|tab-separated-values|x-amp-html|x-watch-html|watch-html|enriched|richtext|rtf|x-[\w-]+)$/;

/** RFC 2045 5.2: what is no valid type is plain text; a file keeps its bytes whatever it is called. */
function typeOf({ type: { value, params }, disposition, bytes }: Leaf): string {
  const isNamed = params.has("name") || disposition.params.has("filename") || disposition.value === "attachment";
  if (/^(?:text|image|audio|video|application|message|multipart|model|font|chemical|x-[\w-]+)\/[\w.+-]+$/.test(value)) {
    if (value === "text/plain" && !isNamed && isPage(bytes())) return "text/html";
    return value.startsWith("text/") && !data.test(value) && !isNamed ? "text/plain" : value;
  }
  if (isNamed || bytes().includes(0)) return "application/octet-stream";
  return isPage(bytes()) ? "text/html" : "text/plain";
}

/** A whole document, not a mail about one. */
function isPage(bytes: Uint8Array): boolean {
  return (
    /^[\s\u00ef\u00bb\u00bf]*<(?:!doctype\s+html|html)\b/i.test(ascii(bytes.subarray(0, 200))) &&
    /<\/html>\s*$/i.test(ascii(bytes.subarray(-200)))
  );
}

/** Mailers leave one of two wordings empty. */
function isBlank({ bytes, type: { params } }: Leaf, type: string, { parent }: Surroundings): boolean {
  const isHtml = type === "text/html";
  const text = decode(bytes(), params.get("charset") ?? null);
  if (isHtml ? showsAnything(text) : hasWords(text)) return false;
  return (parent?.parts ?? []).some((part) => hasType(part, isHtml ? /^text\/plain$/ : /^text\/html$/));
}

function others({ type }: Leaf, { parent }: Surroundings, wanted: RegExp): Entity[] {
  return (parent?.parts ?? []).filter((part) => part.type.value !== type.value && hasType(part, wanted));
}

function hasType({ type: { value }, parts }: Entity, wanted: RegExp): boolean {
  return parts.length > 0 ? parts.some((part) => hasType(part, wanted)) : wanted.test(value);
}

/** A page may name its charset itself. */
function decodeHtml(bytes: Uint8Array, label: string | null): string {
  const meta = /<meta\b[^>]*?charset\s*=\s*["']?([\w-]+)/i.exec(ascii(bytes.subarray(0, 2_000)))?.[1];
  return decode(bytes, label, meta ?? null);
}
