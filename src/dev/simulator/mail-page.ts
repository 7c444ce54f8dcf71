import { Hono } from "hono";
import type { CustomerMailParts } from "./customer-mail.ts";
import { pageFile } from "./page-file.ts";

/**
 * The mailbox's page. A mail's HTML is shown in a frame that may load pictures, as a mail program that asks nobody
 * does: that is how Parley learns that it was opened.
 */
export function mailPage({ parleyUrl, addresses }: CustomerMailParts): Hono {
  const policy = `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: ${parleyUrl}; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  const headers = {
    "content-security-policy": policy,
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  };
  const file = (name: string, type: string) => () =>
    new Response(pageFile(name), { headers: { ...headers, "content-type": `${type}; charset=utf-8` } });
  return new Hono()
    .get("/mail", () => {
      const options = addresses.map((one) => `<option>${one}</option>`).join("");
      const page = pageFile("mail.html").replaceAll("{{parley}}", parleyUrl).replaceAll("{{addresses}}", options);
      return new Response(page, { headers: { ...headers, "content-type": "text/html; charset=utf-8" } });
    })
    .get("/mail.js", file("mail.js", "text/javascript"))
    .get("/mail.css", file("mail.css", "text/css"))
    .get("/mail/go", async (c) => follow(parleyUrl, c.req.query("url") ?? "", c.req.header("user-agent")));
}

/**
 * A click in a mail, made as from the customer's own device: in this browser somebody of the team may be signed in to
 * Parley, whose own clicks do not count.
 */
async function follow(parleyUrl: string, url: string, userAgent: string | undefined): Promise<Response> {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    return new Response("No such link.", { status: 400 });
  if (new URL(url).origin !== new URL(parleyUrl).origin) return Response.redirect(url, 302);
  const answer = await fetch(url, { redirect: "manual", headers: { "user-agent": userAgent ?? "" } });
  const location = answer.headers.get("location");
  return location === null
    ? new Response("This link leads nowhere.", { status: 404 })
    : Response.redirect(location, 302);
}
