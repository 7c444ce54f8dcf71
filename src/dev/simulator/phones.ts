import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { Mailbox } from "./mailbox.ts";
import { pageFile } from "./page-file.ts";
import type { World } from "./world.ts";

/** The page of phones and the live feed, which the mailbox has, too. It writes through `/control/inbound` like a script. */

const contentTypes: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

const files = ["phones.js", "phones-view.js", "phones.css", "thread.css", "icon.svg", "theme.css"];

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** A proxy or an idle browser must not take a silent feed for a dead one. */
const keepAliveMs = 15_000;

export function phones({ world, mailbox }: { world: World; mailbox: Mailbox }, parleyUrl: string): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    c.header("content-security-policy", policy);
    c.header("x-content-type-options", "nosniff");
    c.header("referrer-policy", "no-referrer");
    c.header("cache-control", "no-store");
  });
  app.get("/", (c) => c.html(pageFile("index.html").replaceAll("{{parley}}", parleyUrl)));
  for (const name of files) {
    const type = contentTypes[name.slice(name.lastIndexOf("."))] ?? "text/plain";
    app.get(`/${name}`, (c) => c.body(pageFile(name), 200, { "content-type": type }));
  }
  app.get("/events", (c) =>
    streamSSE(c, async (stream) => {
      const queue: { event: string; data: string }[] = [];
      let wake = (): void => undefined;
      const push = (event: string, data: unknown): void => {
        queue.push({ event, data: JSON.stringify(data) });
        wake();
      };
      // The snapshot is taken in the turn that subscribes: nothing can fall between the two.
      push("snapshot", snapshot(world));
      const unsubscribe = [
        world.subscribe((event) => push("change", event)),
        mailbox.subscribe(() => push("mail", {})),
      ];
      stream.onAbort(() => {
        for (const end of unsubscribe) end();
        wake();
      });
      while (!stream.aborted) {
        const event = queue.shift();
        if (event !== undefined) {
          await stream.writeSSE(event);
          continue;
        }
        const timer = setTimeout(() => wake(), keepAliveMs);
        await new Promise<void>((resolve) => (wake = resolve));
        clearTimeout(timer);
        if (queue.length === 0 && !stream.aborted) await stream.write(": still here\n\n");
      }
    }),
  );
  return app;
}

function snapshot(world: World): unknown {
  const numbers = [...world.numbers.values()].map(({ accessToken: _, ...shown }) => shown);
  return { numbers, chats: [...world.chats.values()] };
}
