import { ascii } from "./octets.ts";

/** Encodings that no runtime decodes, but mail still has. Each maps bytes to text and never throws. */
export const oldCharsets: Readonly<Record<string, (bytes: Uint8Array) => string>> = {
  "utf-7": utf7,
  "iso-2022-kr": iso2022kr,
  "hz-gb-2312": hz,
  ibm437: (bytes) => byTable(bytes, ibm437),
  ibm850: (bytes) => byTable(bytes, ibm850),
};

/** RFC 2152: `+` opens base64 of UTF-16, and whatever is not base64 ends it. */
function utf7(bytes: Uint8Array): string {
  return ascii(bytes).replace(/\+([A-Za-z0-9+/]*)-?/g, (whole, coded: string) => {
    if (coded === "") return whole === "+-" ? "+" : whole;
    const octets = Uint8Array.from(atob(coded.slice(0, coded.length % 4 === 1 ? -1 : undefined)), (one) =>
      one.charCodeAt(0),
    );
    return new TextDecoder("utf-16be").decode(octets.subarray(0, octets.length & ~1));
  });
}

/** RFC 1557: between SO and SI each byte is EUC-KR's without its highest bit. */
function iso2022kr(bytes: Uint8Array): string {
  const euc: number[] = [];
  let isKorean = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x0e) isKorean = true;
    else if (byte === 0x0f) isKorean = false;
    else if (byte === 0x1b && bytes[at + 1] === 0x24 && bytes[at + 2] === 0x29) at += 3;
    else euc.push(isKorean && byte > 0x20 ? byte | 0x80 : byte);
  }
  return new TextDecoder("euc-kr").decode(Uint8Array.from(euc));
}

/** RFC 1843: between `~{` and `~}` each byte is GB 2312's without its highest bit. */
function hz(bytes: Uint8Array): string {
  const gb: number[] = [];
  let isChinese = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    const next = bytes[at + 1] ?? 0;
    if (byte !== 0x7e) gb.push(isChinese && byte > 0x20 ? byte | 0x80 : byte);
    else {
      if (next === 0x7b) isChinese = true;
      else if (next === 0x7d) isChinese = false;
      else if (next === 0x7e) gb.push(0x7e);
      if (next !== 0) at += 1;
    }
  }
  return new TextDecoder("gb18030").decode(Uint8Array.from(gb));
}

/** The upper halves of two of DOS' code pages (unicode.org, "CP437.TXT" and "CP850.TXT"). */
const ibm437 =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";
const ibm850 =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0";

function byTable(bytes: Uint8Array, upper: string): string {
  return ascii(bytes).replace(/[\u0080-\u00ff]/g, (one) => upper[one.charCodeAt(0) - 0x80] ?? one);
}
