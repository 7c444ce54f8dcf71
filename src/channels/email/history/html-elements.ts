type Attributes = Readonly<Record<string, string>>;

const blocks = new Set(
  "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split(
    " ",
  ),
);

/** Begins and ends a line. Cells of a row are on one. */
export const isBlock = (name: string): boolean => blocks.has(name) && name !== "td" && name !== "th";

const silent = new Set([
  "head",
  "style",
  "script",
  "title",
  "template",
  "noscript",
  "object",
  "svg",
  "textarea",
  "select",
]);

/** Has no words that are seen. */
export function contentHidden(name: string, { style = "" }: Attributes): boolean {
  return silent.has(name) || /display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden/i.test(style);
}

/**
 * An older mail within this one, as mail programs wrap it. Any `blockquote` is not: Gmail indents with it.
 */
export function isQuotation(name: string, attributes: Attributes): boolean {
  const { style = "", type = "" } = attributes;
  const names = `${attributes["class"] ?? ""} ${attributes["id"] ?? ""}`;
  if (name === "blockquote")
    return (
      /cite/i.test(type) ||
      attributes["cite"] !== undefined ||
      containers.test(names) ||
      /border-left[^;]*\b(?!0|none)\S+/i.test(style.replace(/border-left\s*:\s*(?:none|0)[^;]*/i, ""))
    );
  return containers.test(names);
}

/** Names of the elements that hold the older mail, and what says whose it is. */
const containers =
  /(?:^|[\s_-])(?:gmail_quote(?:_container)?|gmail_extra_quote|yahoo_quoted|ydp\w*yahoo_quoted|protonmail_quote|tutanota_quote|zmail_extra|moz-cite-prefix|mail_android_quote|fastmail-quote|front-blockquote|history_container|gmail_attr|hmQuote|skiff_quote|mailru-blockquote|js-reply-quote|wm-reply-quote|freescout-quote|cf-quote|quoted-text)(?:$|[\s_-])/i;

/** Where an older mail begins, and nothing marks its end. */
export function opensHistory(name: string, attributes: Attributes): boolean {
  const { style = "" } = attributes;
  const names = `${attributes["class"] ?? ""} ${attributes["id"] ?? ""} ${attributes["name"] ?? ""}`;
  if (
    /(?:^|[\s_])(?:divRplyFwdMsg|appendonsend|mail-editor-reference-message-container|stopSpelling|OutlookMessageHeader|_MailOriginal|replySplit|x_divRplyFwdMsg|reply-intro|isReplyContent|isForwardContent|mailcontent_quote|spark-quote)(?:$|[\s_])/i.test(
      names,
    )
  )
    return true;
  return (
    name === "div" &&
    /border-top\s*:\s*(?:solid|#?\w+)?\s*#(?:b5c4df|e1e1e1|e5e5e5|ccc|b5c4df)\w*\s*1(?:\.0)?p[tx]|border-top\s*:\s*(?:solid\s+#(?:b5c4df|e1e1e1|e5e5e5)|1(?:\.0)?p[tx]\s+solid\s+(?:#(?:b5c4df|e1e1e1|e5e5e5)|rgb\(229,\s*229,\s*229\)))/i.test(
      style,
    )
  );
}
