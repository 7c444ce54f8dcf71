/** Whether there is anything to read: white space, marks of direction and characters without a shape are nothing. */
export function hasWords(text: string): boolean {
  return /[^\s\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);
}

/** Whether a page has words or a picture that is more than a beacon. */
export function showsAnything(html: string): boolean {
  const bare = html
    .replace(/<!--[^]*?(?:-->|$)/g, "")
    .replace(/<(style|script|title|head)\b[^>]*>[^]*?(?:<\/\1\s*>|$)/gi, "")
    .replace(
      /&(?:nbsp|zwnj|zwj|zwsp|shy|ensp|emsp|thinsp|lrm|rlm|#0*160|#x0*a0|#0*820[0-7]|#x0*200[0-f]|#0*173|#0*847|#0*65279);?/gi,
      " ",
    );
  if (hasWords(bare.replace(/<[^>]*>/g, ""))) return true;
  return Array.from(bare.matchAll(/<(?:img|svg|video|object|v:imagedata)\b[^>]*>/gi)).some(([tag]) => !isBeacon(tag));
}

/** A picture that nobody sees tells its sender that the mail was opened. */
function isBeacon(tag: string): boolean {
  return /\b(?:width|height)\s*[=:]\s*["']?\s*[0-2](?:px)?\b(?!\.|%)/i.test(tag) || /display\s*:\s*none/i.test(tag);
}
