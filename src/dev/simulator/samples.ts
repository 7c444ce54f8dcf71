import { Buffer } from "node:buffer";
import { crc32, deflateSync } from "node:zlib";

/** Files that a phone may send, made by code: small, whole, and recognised by their content like real ones. */
export interface Sample {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mimeType: string;
  readonly filename: string | null;
}

export function sampleOf(type: string): Sample | null {
  switch (type) {
    case "image":
      return { bytes: png(120, 80), mimeType: "image/png", filename: null };
    case "audio":
    case "voice":
      return { bytes: silence(2_000), mimeType: "audio/ogg; codecs=opus", filename: null };
    case "video":
      return { bytes: emptyFilm(), mimeType: "video/mp4", filename: null };
    case "document":
      return { bytes: pdf("Parley"), mimeType: "application/pdf", filename: "sample.pdf" };
    case "sticker":
      return { bytes: own(Buffer.from(pixel, "base64")), mimeType: "image/webp", filename: null };
    default:
      return null;
  }
}

/** A lossless WebP of one pixel. */
const pixel = "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==";

/** A slope of two colours. */
export function png(width: number, height: number): Uint8Array<ArrayBuffer> {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * (1 + width * 3) + 1 + x * 3;
      rows.set([(x * 255) / width, (y * 255) / height, 140], at);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits a channel, red, green and blue.
  header.set([8, 2], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return own(signature, chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0)));
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), content]);
  const made = Buffer.alloc(body.length + 8);
  made.writeUInt32BE(content.length, 0);
  made.set(body, 4);
  made.writeUInt32BE(crc32(body), body.length + 4);
  return made;
}

/** Ogg with Opus (RFC 7845), as WhatsApp's voice messages are; each packet is a frame of 20 ms in which nothing sounds. */
function silence(ms: number): Uint8Array<ArrayBuffer> {
  const head = Buffer.from("OpusHead\u0001\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000", "latin1");
  head.writeUInt32LE(48_000, 12);
  const tags = Buffer.concat([
    Buffer.from("OpusTags", "latin1"),
    Buffer.from([6, 0, 0, 0]),
    Buffer.from("Parley"),
    Buffer.alloc(4),
  ]);
  const packets = Array.from({ length: ms / 20 }, () => Buffer.from([0xf8, 0xff, 0xfe]));
  return own(
    page(head, [head.length], 0, 2, 0),
    page(tags, [tags.length], 1, 0, 0),
    page(
      Buffer.concat(packets),
      packets.map(({ length }) => length),
      2,
      4,
      packets.length * 960,
    ),
  );
}

/** `flags`: 2 begins a stream, 4 ends it. `position` is in samples of 48 kHz. Packets shorter than 255 bytes. */
function page(content: Buffer, lengths: readonly number[], number: number, flags: number, position: number): Buffer {
  const made = Buffer.concat([Buffer.alloc(27), Buffer.from(lengths), content]);
  made.write("OggS", 0, "latin1");
  made[5] = flags;
  made.writeBigUInt64LE(BigInt(position), 6);
  made.writeUInt32LE(0x9a51e7, 14);
  made.writeUInt32LE(number, 18);
  made[26] = lengths.length;
  made.writeUInt32LE(oggChecksum(made), 22);
  return made;
}

/** Ogg's own CRC: most significant bit first, unlike zlib's (RFC 3533). */
function oggChecksum(bytes: Buffer): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) sum = sum < 0 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  }
  return sum >>> 0;
}

/** An MP4 without a track: its type is seen, and there is nothing to play. */
function emptyFilm(): Uint8Array<ArrayBuffer> {
  const box = (name: string, content: Buffer): Buffer => {
    const made = Buffer.alloc(8 + content.length);
    made.writeUInt32BE(made.length, 0);
    made.write(name, 4, "latin1");
    made.set(content, 8);
    return made;
  };
  return own(
    box("ftyp", Buffer.from("isom\u0000\u0000\u0002\u0000isomiso2mp41", "latin1")),
    box("free", Buffer.alloc(64)),
  );
}

function pdf(words: string): Uint8Array<ArrayBuffer> {
  const drawn = `BT /F1 24 Tf 40 90 Td (${words}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let text = "%PDF-1.4\n";
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join("")}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return own(Buffer.from(text, "latin1"));
}

function own(...parts: readonly Buffer[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.concat(parts));
}
