/** The words of rich text (Microsoft, "Rich Text Format Specification 1.9.1"): its groups, controls and escapes away. */
export function plainOfRtf(rtf: string): string {
  const token = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)/gi;
  const stack: { isHidden: boolean; isTag: boolean; unicodeSkip: number }[] = [];
  let state = { isHidden: false, isTag: false, unicodeSkip: 1 };
  let charset = "windows-1252";
  let octets: number[] = [];
  let skip = 0;
  let text = "";
  const flush = (): void => {
    if (octets.length > 0) text += new TextDecoder(charset).decode(Uint8Array.from(octets));
    octets = [];
  };
  for (const [, word, number, hex, symbol, brace, plain] of rtf.matchAll(token)) {
    if (hex !== undefined) {
      if (skip > 0) skip -= 1;
      else if (!state.isHidden) octets.push(Number.parseInt(hex, 16));
      continue;
    }
    flush();
    if (brace === "{") {
      stack.push(state);
      state = { ...state };
    } else if (brace === "}") state = stack.pop() ?? state;
    else if (symbol === "*" || (word !== undefined && hiddenGroups.has(word))) state.isHidden = true;
    else if (word === "htmltag") state.isTag = true;
    else if (word === "ansicpg") charset = pageOf(number);
    else if (word === "uc") state.unicodeSkip = Number(number ?? 1);
    else if (word === "htmlrtf") state.isHidden = number !== "0";
    else if (state.isHidden) text += state.isTag && breakTag.test(plain ?? "") ? "\n" : "";
    else if (word === "u") {
      text += String.fromCharCode(Number(number ?? 0) & 0xffff);
      skip = state.unicodeSkip;
    } else if (word !== undefined) text += breaks[word] ?? "";
    else if (symbol !== undefined) text += symbol === "~" ? " " : /[\\{}]/.test(symbol) ? symbol : "";
    else if (plain !== undefined) {
      text += plain.slice(skip);
      skip = 0;
    }
  }
  flush();
  return text;
}

/** Of a page within rich text (Microsoft, MS-OXRTFEX) the tags are hidden, and with them its line breaks. */
const breakTag = /<(?:br|\/p|\/div|\/tr|\/li|\/h[1-6])\b/i;

const hiddenGroups = new Set(["fonttbl", "colortbl", "stylesheet", "info", "pict", "listtable", "header", "footer"]);

const breaks: Readonly<Record<string, string>> = {
  par: "\n",
  line: "\n",
  row: "\n",
  cell: "\t",
  tab: "\t",
  emdash: "—",
  endash: "–",
  bullet: "•",
  lquote: "‘",
  rquote: "’",
  ldblquote: "“",
  rdblquote: "”",
};

function pageOf(number: string | undefined): string {
  try {
    return new TextDecoder(number === "932" ? "shift_jis" : number === "936" ? "gbk" : `windows-${number}`).encoding;
  } catch {
    return "windows-1252";
  }
}
