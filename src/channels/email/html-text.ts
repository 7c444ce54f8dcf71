import PostalMime from "postal-mime";

/**
 * The words of HTML, for a mail that has no text. The MIME library turns HTML into text only where a mail mixes both,
 * so it gets one that does.
 */
export async function textOfHtml(html: string): Promise<string> {
  if (html.trim() === "") return "";
  const boundary = "parley-words";
  const part = (type: string, body: string): string =>
    `--${boundary}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(body)}\r\n`;
  const mixed = `Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n${part("text/plain", " ")}${part("text/html", html)}--${boundary}--\r\n`;
  const { text = "" } = await PostalMime.parse(mixed);
  return text.trim();
}

/** In lines that no reader cuts. */
function base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replace(/.{76}/g, "$&\r\n");
}
