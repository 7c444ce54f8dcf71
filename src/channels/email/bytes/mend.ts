import { type Entity, entityOf, type Field, fieldOf } from "./entity.ts";
import { decodeWords } from "./encoded-words.ts";
import { ascii, bytesOf, joined, toBase64 } from "./octets.ts";
import { type Structured, structured, writeStructured } from "./parameters.ts";
import { untransferred } from "./transfer.ts";
import { roleOf, type Surroundings } from "../words/role.ts";
import { unwrapped, type Unwrapped } from "../words/unwrap.ts";

/** Bytes that stand in for others. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array;
}

/**
 * A mail whose headers and texts are UTF-8 and whose types and names say where its words are, for the MIME library to
 * read (SPEC By, Wo). A mail in which there is nothing to mend is the same bytes. Never throws.
 */
export function mended(raw: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const root = entityOf(raw);
  if (root === null) return raw;
  const edits: Edit[] = [];
  mendEntity(raw, root, { parent: null, label: labelOf(root), hasWords: hasUnnamedText(root) }, edits);
  return edits.length === 0 ? raw : spliced(raw, edits);
}

function mendEntity(raw: Uint8Array, entity: Entity, around: Surroundings, edits: Edit[]): void {
  const encoding = fieldOf(entity, "content-transfer-encoding")?.value;
  const body = raw.subarray(entity.bodyStart, entity.bodyEnd);
  const isLeaf = entity.parts.length === 0 && entity.headEnd < entity.bodyStart;
  const inner = isLeaf ? unwrapped(entity, () => untransferred(body, encoding), around) : null;
  for (const field of entity.fields) {
    const isOther =
      inner === null ? !/^content-(?:type|disposition)$/.test(field.name) : !field.name.startsWith("content-");
    if (isOther) pushField(raw, field, mendedValue(field.value, around.label), edits);
  }
  if (inner !== null) return unwrap(raw, entity, inner, edits);
  if (entity.parts.length === 0) return mendLeaf(raw, entity, around, edits);
  if (entity.type.value === "multipart") setType(entity, { ...entity.type, value: "multipart/mixed" }, edits);
  for (const part of entity.parts) mendEntity(raw, part, { ...around, parent: entity }, edits);
}

function mendLeaf(raw: Uint8Array, entity: Entity, around: Surroundings, edits: Edit[]): void {
  const disposition = structured(fieldOf(entity, "content-disposition")?.value ?? "", around.label);
  const type = structured(fieldOf(entity, "content-type")?.value ?? "text/plain", around.label);
  const encoding = fieldOf(entity, "content-transfer-encoding")?.value;
  const body = raw.subarray(entity.bodyStart, entity.bodyEnd);
  let content: Uint8Array | null = null;
  const bytes = (): Uint8Array => (content ??= untransferred(body, encoding));
  const role = roleOf({ type, disposition, bytes }, around);
  if (role.isLeftOut) return leaveOut(entity, edits);
  if (role.isFile && disposition.value !== "attachment")
    setField(entity, "Content-Disposition", writeStructured({ ...disposition, value: "attachment" }), edits);
  else if (isCoded(fieldOf(entity, "content-disposition")?.value ?? ""))
    setField(entity, "Content-Disposition", writeStructured(disposition), edits);
  const isText = !role.isFile && role.text !== null;
  const params = new Map(type.params);
  const isLong = role.type === "text/plain" && body.length > textBytes;
  const words = (): Uint8Array => (isLong ? bytes().subarray(0, textBytes) : bytes());
  const text = isText ? role.text(words(), params.get("charset") ?? null) : null;
  const isMislabelled = text !== null && /base64/i.test(encoding ?? "") && bytes() === body;
  const isMended =
    text !== null && (isMislabelled || role.isConverted || !isCleanUtf8(text, words(), params.get("charset")));
  if (isMended) params.set("charset", "utf-8");
  if (isMended || role.type !== type.value || isCoded(fieldOf(entity, "content-type")?.value ?? ""))
    setType(entity, { value: role.type, params }, edits);
  if (text === null || !isMended) return;
  setField(entity, "Content-Transfer-Encoding", "base64", edits);
  edits.push({ start: entity.bodyStart, end: entity.bodyEnd, bytes: bytesOf(`${toBase64(text)}\r\n`) });
}

/** Of a longer text no message has more; the whole mail is one of its files then. */
const textBytes = 1_000_000;

/** The first text's charset stands for that of bare bytes in headers. */
function labelOf(entity: Entity): string | null {
  const own = entity.type.params.get("charset");
  if (entity.parts.length === 0 && own !== undefined && /^text(?:\/|$)/.test(entity.type.value)) return own;
  for (const part of entity.parts) {
    const label = labelOf(part);
    if (label !== null) return label;
  }
  return null;
}

/** What a mail service or library calls its body need not be a file. */
function hasUnnamedText(entity: Entity): boolean {
  if (entity.parts.length > 0) return entity.parts.some(hasUnnamedText);
  const disposition = structured(fieldOf(entity, "content-disposition")?.value ?? "", null);
  const isNamed = entity.type.params.has("name") || disposition.params.has("filename");
  return (
    !isNamed && disposition.value !== "attachment" && /^text\/(?:plain|html)$/.test(entity.type.value || "text/plain")
  );
}

function mendedValue(value: string, label: string | null): string | null {
  if (!isCoded(value)) return null;
  const text = decodeWords(value, label, (words) => `=?utf-8?B?${toBase64(words).replaceAll("\r\n", "")}?=`);
  return ascii(new TextEncoder().encode(text)) === value ? null : text;
}

/** Has encoded words, coded parameters, bare bytes, or escapes of ISO-2022-JP. */
function isCoded(value: string): boolean {
  return /=\?|\*\s*=|[\u0080-\u00ff]/.test(value) || value.includes(escape);
}

const escape = "\u001b";

function isCleanUtf8(text: string, bytes: Uint8Array, label: string | undefined): boolean {
  const isPlain = bytes.every((byte) => byte < 0x80);
  if (isPlain)
    return (
      text.length === bytes.length &&
      (label === undefined || /^["']?(?:utf-?8|us-ascii|ascii|iso-8859-\d+|windows-125\d)["']?$/i.test(label))
    );
  return /^utf-?8$/i.test(label ?? "utf-8") && !text.includes("\uFFFD");
}

function leaveOut({ start, bodyEnd }: Entity, edits: Edit[]): void {
  const nothing = "Content-Type: application/octet-stream\r\nContent-Disposition: attachment\r\n\r\n";
  while ((edits.at(-1)?.start ?? -1) >= start) edits.pop();
  edits.push({ start, end: bodyEnd, bytes: bytesOf(nothing) });
}

/** What was within a part instead of it, and where it says so, the part itself below. */
function unwrap(raw: Uint8Array, entity: Entity, { inner, keepsOriginal }: Unwrapped, edits: Edit[]): void {
  const boundary = `parley-${entity.start}-${raw.length}`;
  const own = entity.fields.filter(({ name }) => name.startsWith("content-"));
  const parts = inner.map(mended);
  if (keepsOriginal)
    parts.push(
      joined([
        ...own.map(({ start, end }) => raw.subarray(start, end)),
        bytesOf("\r\n"),
        raw.subarray(entity.bodyStart, entity.bodyEnd),
      ]),
    );
  for (const { start, end } of own) edits.push({ start, end, bytes: new Uint8Array() });
  edits.push({
    start: entity.headEnd,
    end: entity.headEnd,
    bytes: bytesOf(`Content-Type: multipart/mixed; boundary="${boundary}"\r\n`),
  });
  const body = parts.flatMap((part) => [bytesOf(`--${boundary}\r\n`), part, bytesOf("\r\n")]);
  edits.push({
    start: entity.bodyStart,
    end: entity.bodyEnd,
    bytes: joined([...body, bytesOf(`--${boundary}--\r\n`)]),
  });
}

function setType(entity: Entity, type: Structured, edits: Edit[]): void {
  setField(entity, "Content-Type", writeStructured(type), edits);
}

function setField(entity: Entity, name: string, value: string, edits: Edit[]): void {
  // A part without an empty line below its header has no body to speak of.
  if (entity.headEnd === entity.bodyStart) return;
  const own = fieldOf(entity, name.toLowerCase());
  const { start, end } = own ?? { start: entity.headEnd, end: entity.headEnd };
  edits.push({ start, end, bytes: bytesOf(`${name}: ${value}\r\n`) });
}

function pushField(raw: Uint8Array, { start, end }: Field, value: string | null, edits: Edit[]): void {
  if (value === null) return;
  const colon = raw.indexOf(0x3a, start);
  const name = ascii(raw.subarray(start, colon + 1));
  edits.push({ start, end, bytes: new TextEncoder().encode(`${name} ${value.replace(/[\r\n]+/g, " ")}\r\n`) });
}

function spliced(raw: Uint8Array, edits: readonly Edit[]): Uint8Array<ArrayBuffer> {
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const { start, end, bytes } of edits.toSorted((a, b) => a.start - b.start)) {
    pieces.push(raw.subarray(at, start), bytes);
    at = end;
  }
  return joined([...pieces, raw.subarray(at)]);
}
