import { DurableObject } from "cloudflare:workers";

/**
 * The engine alone: what the platform can do when a webhook is one row and nothing else. No signature, no
 * parsing, no identity, no fan-out. A request of n messages is n rows of one statement each in one transaction.
 */
export class Engine extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS message (position INTEGER PRIMARY KEY, json TEXT NOT NULL)");
  }

  async insert(rows) {
    const { storage } = this.ctx;
    storage.transactionSync(() => {
      for (const row of rows) storage.sql.exec("INSERT INTO message (json) VALUES (?)", row);
    });
  }

  async fetch() {
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client });
  }

  webSocketMessage() {}
}

export default {
  async fetch(request, env) {
    const engine = env.ENGINE.get(env.ENGINE.idFromName("engine"));
    if (request.headers.get("upgrade") === "websocket") return engine.fetch(request);
    const body = await request.text();
    const count = Number(request.headers.get("x-rows") ?? 1);
    await engine.insert(count === 1 ? [body] : rowsOf(body, count));
    return new Response(null, { status: 200 });
  },
};

/** The body cut into as many rows as it has messages: the same bytes reach the disk. */
function rowsOf(body, count) {
  const length = Math.ceil(body.length / count);
  return Array.from({ length: count }, (_, n) => body.slice(n * length, (n + 1) * length));
}
