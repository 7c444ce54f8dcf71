import { decode } from "../bytes/decode.ts";
import { decompressRtf } from "./rtf-compressed.ts";
import { plainOfRtf } from "./rtf.ts";

/** What Outlook puts into `winmail.dat`: a mail's words and files in its own form (Microsoft, MS-OXTNEF). */
export interface Tnef {
  readonly text: string;
  /** Empty where there is none. */
  readonly html: string;
  readonly files: readonly TnefFile[];
}

export interface TnefFile {
  readonly filename: string;
  readonly mimeType: string;
  readonly contentId: string;
  readonly bytes: Uint8Array;
}

const signature = 0x223e9f78;
const attribute = {
  body: 0x2800c,
  codePage: 0x69007,
  properties: 0x69003,
  begin: 0x69002,
  title: 0x18010,
  data: 0x6800f,
  attachment: 0x69005,
};
const property = {
  body: 0x1000,
  html: 0x1013,
  rtf: 0x1009,
  data: 0x3701,
  shortName: 0x3704,
  longName: 0x3707,
  mimeType: 0x370e,
  contentId: 0x3712,
};

/** Null for what is no such file, or one that breaks off before it says anything. Never throws. */
export function tnefOf(bytes: Uint8Array): Tnef | null {
  const reader = new Reader(bytes);
  if (reader.u32() !== signature) return null;
  reader.skip(2);
  let codePage = "windows-1252";
  let plain = "";
  let message: Properties = new Map();
  const files: { title: string; data: Uint8Array; properties: Properties }[] = [];
  while (reader.left > 9) {
    reader.skip(1);
    const name = reader.u32();
    const data = reader.bytes(reader.u32());
    reader.skip(2);
    const file = files.at(-1);
    if (name === attribute.codePage) codePage = `cp${new Reader(data).u32()}`;
    else if (name === attribute.body) plain = decode(withoutZeros(data), codePage);
    else if (name === attribute.properties) message = propertiesOf(new Reader(data));
    else if (name === attribute.begin) files.push({ title: "", data: new Uint8Array(), properties: new Map() });
    else if (file !== undefined && name === attribute.title) file.title = decode(withoutZeros(data), codePage);
    else if (file !== undefined && name === attribute.data) file.data = data;
    else if (file !== undefined && name === attribute.attachment) file.properties = propertiesOf(new Reader(data));
  }
  const text = (of: Properties, id: number): string => textOf(of.get(id), codePage);
  const rtf = message.get(property.rtf);
  return {
    text: text(message, property.body) || plain || (rtf === undefined ? "" : plainOfRtf(decompressRtf(rtf.bytes))),
    html: text(message, property.html),
    files: files.map(({ title, data, properties }) => ({
      filename: text(properties, property.longName) || title || text(properties, property.shortName),
      mimeType: text(properties, property.mimeType),
      contentId: text(properties, property.contentId),
      bytes: data.length > 0 ? data : contentOf(properties.get(property.data)),
    })),
  };
}

interface Property {
  readonly type: number;
  readonly bytes: Uint8Array;
}
type Properties = ReadonlyMap<number, Property>;

const types = { string8: 0x1e, unicode: 0x1f, binary: 0x102, object: 0xd, many: 0x1000 };
/** Bytes of the values of a type; 4 for all others. */
const sizes: Readonly<Record<number, number>> = { 5: 8, 6: 8, 7: 8, 0x14: 8, 0x40: 8, 0x48: 16 };

function propertiesOf(reader: Reader): Properties {
  const found = new Map<number, Property>();
  for (let rest = reader.u32(); rest > 0 && reader.left > 0; rest -= 1) {
    const type = reader.u16();
    const id = reader.u16();
    if (id >= 0x8000) skipName(reader);
    const isLong = [types.string8, types.unicode, types.binary, types.object].includes(type & ~types.many);
    const count = isLong || (type & types.many) !== 0 ? reader.u32() : 1;
    for (let one = 0; one < count && reader.left > 0; one += 1) {
      const length = isLong ? reader.u32() : (sizes[type & ~types.many] ?? 4);
      const bytes = reader.bytes(length);
      reader.skip((4 - (length % 4)) % 4);
      if (one === 0) found.set(id, { type, bytes });
    }
  }
  return found;
}

function skipName(reader: Reader): void {
  reader.skip(16);
  if (reader.u32() === 0) return reader.skip(4);
  const length = reader.u32();
  reader.skip(length + ((4 - (length % 4)) % 4));
}

function textOf(value: Property | undefined, codePage: string): string {
  if (value === undefined) return "";
  const isUnicode = value.type === types.unicode;
  const text = isUnicode
    ? new TextDecoder("utf-16le").decode(value.bytes)
    : decode(withoutZeros(value.bytes), codePage);
  return text.replace(/\0+$/, "");
}

/** What is embedded as an object has its kind before it. */
function contentOf(value: Property | undefined): Uint8Array {
  if (value === undefined) return new Uint8Array();
  return value.type === types.object ? value.bytes.subarray(16) : value.bytes;
}

function withoutZeros(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.subarray(0, end);
}

/** Little-endian numbers, one after the other; zeros beyond the end. */
class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  skip(count: number): void {
    this.#at = Math.min(this.#bytes.length, this.#at + count);
  }

  bytes(count: number): Uint8Array {
    const from = this.#at;
    this.skip(count);
    return this.#bytes.subarray(from, this.#at);
  }

  u16(): number {
    const [low = 0, high = 0] = this.bytes(2);
    return low + high * 0x100;
  }

  u32(): number {
    const low = this.u16();
    return low + this.u16() * 0x10000;
  }
}
