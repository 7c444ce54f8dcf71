import { ascii, bytesOf } from "../bytes/octets.ts";

/** What every such text begins with in mind (Microsoft, MS-OXRTFCP 2.1.2.1). */
const beginning = bytesOf(
  "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx",
);
const headLength = 16;
const windowLength = 4_096;
/** A body of several megabytes of RTF is a bomb, or nobody reads it. */
const lengthMax = 4_000_000;

/** RTF as Outlook packs it: as it is, or by references into the last 4,096 bytes. What breaks off ends there. */
export function decompressRtf(packed: Uint8Array): string {
  const kind = ascii(packed.subarray(8, 12));
  if (kind === "MELA") return ascii(packed.subarray(headLength));
  if (kind !== "LZFu") return "";
  const window = new Uint8Array(windowLength);
  window.set(beginning);
  let write = beginning.length;
  const out: number[] = [];
  const put = (byte: number): void => {
    out.push(byte);
    window[write % windowLength] = byte;
    write += 1;
  };
  let at = headLength;
  while (at < packed.length && out.length < lengthMax) {
    const flags = packed[at] ?? 0;
    at += 1;
    for (let bit = 0; bit < 8 && at < packed.length; bit += 1) {
      if ((flags & (1 << bit)) === 0) {
        put(packed[at] ?? 0);
        at += 1;
        continue;
      }
      const reference = (packed[at] ?? 0) * 0x100 + (packed[at + 1] ?? 0);
      at += 2;
      const from = reference >> 4;
      if (from === write % windowLength) return ascii(Uint8Array.from(out));
      for (let one = 0; one < (reference & 0xf) + 2; one += 1) put(window[(from + one) % windowLength] ?? 0);
    }
  }
  return ascii(Uint8Array.from(out));
}
