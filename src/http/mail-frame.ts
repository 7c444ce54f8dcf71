import { Hono } from "hono";
import type { Env } from "../env.ts";

/**
 * The empty page in which the inbox shows a customer's HTML. It is of nobody's origin (`sandbox`), runs its own few
 * lines and nothing that came with a mail, and fetches nothing but pictures, and those of other sites only when an
 * agent asks for them (`?images=1`). A frame with the page's own policy could show no mail as it was laid out.
 */
export const mailFrame = new Hono<{ Bindings: Env }>().get("/api/mail-frame", (c) => {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const images = c.req.query("images") === "1" ? "data: https: http:" : "data:";
  const policy = [
    "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox",
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    "style-src 'unsafe-inline'",
    `img-src ${images}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join("; ");
  return new Response(page(nonce), {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    },
  });
});

/** Mail is laid out for a white page, whatever the inbox looks like. */
function page(nonce: string): string {
  return `<!doctype html>
<html lang="">
<head>
<meta charset="utf-8">
<title>Mail</title>
<style>
:root { color-scheme: light; background: #fff; color: #1c1f1e; }
body { margin: 0; padding: 12px; font: 14px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
img, table { max-width: 100%; }
img { height: auto; }
pre { white-space: pre-wrap; }
summary { width: fit-content; margin: 8px 0; padding: 2px 8px; border-radius: 6px; font-size: 13px; color: #4a5350; cursor: pointer; }
summary:hover { background: #eef1f0; }
summary:focus-visible { outline: 2px solid #1f6f5c; outline-offset: 1px; }
blockquote { margin: 8px 0 8px 4px; padding-left: 12px; border-left: 2px solid #ccc; color: #555; }
</style>
</head>
<body>
<main></main>
<script nonce="${nonce}">
"use strict";
const tell = (message) => parent.postMessage(message, "*");
const tellHeight = () => tell({ type: "height", height: document.body.scrollHeight });
addEventListener("message", (event) => {
  if (event.source !== parent || event.data?.type !== "mail") return;
  document.querySelector("main").innerHTML = event.data.html;
  // At once, since browsers observe nothing in a frame that is not seen yet; and as its pictures come.
  tellHeight();
  new ResizeObserver(tellHeight).observe(document.body);
});
tell({ type: "ready" });
</script>
</body>
</html>`;
}
