import { structured, type Structured } from "./parameters.ts";
import { ascii } from "./octets.ts";

/** A header field, from its first line to the end of its last. */
export interface Field {
  /** In lower case. */
  readonly name: string;
  /** Without its folding, each byte a character. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** A mail or a part of one, by its places in the mail's bytes. */
export interface Entity {
  readonly start: number;
  readonly fields: Field[];
  /** Where the empty line below the header begins, and where the body does. */
  headEnd: number;
  bodyStart: number;
  bodyEnd: number;
  type: Structured;
  readonly parts: Entity[];
  readonly depth: number;
}

interface Open {
  readonly entity: Entity;
  readonly boundary: string;
}

const depthMax = 200;
const lf = 0x0a;
const dash = 0x2d;

/**
 * A mail's parts, in one pass over its lines. Null for what is nested deeper than anybody's mail: it is left to the MIME
 * library, which has the word on what a mail is.
 */
export function entityOf(raw: Uint8Array): Entity | null {
  const root = opened(0, 0);
  const open: Open[] = [];
  /** Null below the last boundary, where nothing is a part's. */
  let current: Entity | null = root;
  let isHead = true;
  let line: { start: number; end: number }[] = [];
  const endField = (): void => {
    if (line.length > 0 && current !== null) addField(current, raw, line);
    line = [];
  };
  for (let start = 0; start < raw.length;) {
    const found = raw.indexOf(lf, start);
    const end = found === -1 ? raw.length : found + 1;
    const boundary = raw[start] === dash && raw[start + 1] === dash ? boundaryAt(raw, start, end, open) : null;
    if (boundary !== null) {
      endField();
      if (isHead && current !== null) endHead(current, start, start);
      closeAll(current, open, boundary.index, start);
      const { entity } = boundary.open;
      open.length = boundary.isLast ? boundary.index : boundary.index + 1;
      isHead = !boundary.isLast;
      if (boundary.isLast) current = null;
      else {
        if (entity.depth >= depthMax) return null;
        current = opened(end, entity.depth + 1);
        entity.parts.push(current);
      }
    } else if (isHead && current !== null && isEmpty(raw, start, end)) {
      endField();
      endHead(current, start, end);
      isHead = false;
      const own = current.type.params.get("boundary");
      if (/^multipart(?:\/|$)/.test(current.type.value) && own) open.push({ entity: current, boundary: own });
    } else if (isHead) {
      if (line.length > 0 && raw[start] !== 0x20 && raw[start] !== 0x09) endField();
      line.push({ start, end });
    }
    start = end;
  }
  endField();
  if (isHead && current !== null) endHead(current, raw.length, raw.length);
  closeAll(current, open, 0, raw.length);
  return root;
}

function opened(start: number, depth: number): Entity {
  const type: Structured = { value: "", params: new Map() };
  return { start, fields: [], headEnd: start, bodyStart: start, bodyEnd: -1, type, parts: [], depth };
}

function endHead(entity: Entity, headEnd: number, bodyStart: number): void {
  entity.headEnd = headEnd;
  entity.bodyStart = bodyStart;
  entity.type = structured(fieldOf(entity, "content-type")?.value ?? "text/plain", null);
}

function closeAll(current: Entity | null, open: readonly Open[], from: number, end: number): void {
  for (const entity of [current, ...open.slice(from).map((one) => one.entity)])
    if (entity !== null) entity.bodyEnd = Math.max(entity.bodyStart, end);
}

/** The innermost multipart that a line belongs to, as the MIME library tells boundaries. */
function boundaryAt(raw: Uint8Array, start: number, end: number, open: readonly Open[]) {
  if (open.length === 0) return null;
  const text = ascii(raw.subarray(start, Math.min(end, start + boundaryLength))).replace(/[ \t\r\n]+$/, "");
  for (let index = open.length - 1; index >= 0; index -= 1) {
    const one = open[index];
    if (one === undefined) continue;
    if (text === `--${one.boundary}`) return { open: one, index, isLast: false };
    if (text === `--${one.boundary}--`) return { open: one, index, isLast: true };
  }
  return null;
}

/** RFC 2046 allows 70; nobody writes more than this. */
const boundaryLength = 1_000;

function isEmpty(raw: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (raw[at] !== 0x0d && raw[at] !== lf) return false;
  return true;
}

function addField(entity: Entity, raw: Uint8Array, lines: readonly { start: number; end: number }[]): void {
  const text = lines.map(({ start, end }) => ascii(raw.subarray(start, end)).replace(/[\r\n]+$/, "")).join("");
  const colon = text.indexOf(":");
  const name = colon === -1 ? "" : text.slice(0, colon).trim().toLowerCase();
  const [first] = lines;
  const start = first?.start ?? 0;
  entity.fields.push({ name, value: text.slice(colon + 1).trim(), start, end: lines.at(-1)?.end ?? start });
}

export function fieldOf({ fields }: Entity, name: string): Field | undefined {
  return fields.find((field) => field.name === name);
}
