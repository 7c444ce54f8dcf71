/**
 * Where mail comes in on this machine: `POST /cdn-cgi/handler/email?from=&to=`, the address that `wrangler dev` has.
 * Miniflare's own takes no mail without a Message-ID and reads each before the Worker does; the servers of the world
 * are less choosy, so that this one hands over the bytes as they are. It answers as a mail server would: 200 it is
 * yours, 400 refused for good, 503 try again later.
 */
export const mailDoor = {
  name: "mail-door",
  modules: [{ type: "ESModule" as const, path: "mail-door.js", contents: script() }],
  compatibilityDate: "2026-10-20",
  compatibilityFlags: ["service_binding_extra_handlers"],
  routes: ["*/cdn-cgi/handler/email*"],
  serviceBindings: { PARLEY: "parley" },
};

function script(): string {
  return `
export default {
  async fetch(request, env) {
    if (request.method !== "POST") return new Response("Mail is POSTed.\\n", { status: 405, headers: { allow: "POST" } });
    const query = new URL(request.url).searchParams;
    const to = query.get("to");
    if (to === null) return new Response("Say from whom and to whom: ?from=&to=\\n", { status: 400 });
    const raw = await request.arrayBuffer();
    let refusal = null;
    const message = {
      from: query.get("from") ?? "",
      to,
      headers: new Headers(),
      raw: new Response(raw).body,
      rawSize: raw.byteLength,
      setReject: (reason) => { refusal = reason; },
    };
    try {
      await env.PARLEY.email(message);
    } catch {
      return new Response("Not taken. Try again later.\\n", { status: 503 });
    }
    if (refusal !== null) return new Response("Refused: " + refusal + "\\n", { status: 400 });
    return new Response("Taken.\\n");
  },
};
`;
}
