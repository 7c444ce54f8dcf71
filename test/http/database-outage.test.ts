import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { Env } from "../../src/env.ts";
import type { WelcomeFrame } from "../../src/protocol/frames.ts";
import worker from "../../src/worker.ts";
import { ask, createOrg, json, type Org, origin, type Person, signUp } from "./doors.ts";
import { change, connect, encoder, freshNumber, newOrg, sign, text, webhook } from "./meta-app.ts";

/** Ways in which D1 can be out. */
const outages = {
  silent: () => new Promise<never>(() => undefined),
  locked: () => Promise.reject(new Error("D1_ERROR: database is locked: SQLITE_BUSY")),
  unreachable: () => Promise.reject(new Error("D1_ERROR: Network connection lost.")),
  unknown: () => Promise.reject(new Error("D1_ERROR: internal error; reference = 1")),
  throwing: () => {
    throw new Error("D1_ERROR: D1 DB reset because its code was updated.");
  },
};

function outOf(fails: () => Promise<never>): Env {
  const statement = { bind: () => statement, first: fails, run: fails, all: fails, raw: fails };
  const DB = { prepare: () => statement, batch: fails, exec: fails } as unknown as D1Database;
  return { ...(env as unknown as Env), DB };
}

let ana: Person;
let org: Org;
let number: string;
let known: string;
beforeAll(async () => {
  ana = await signUp("Ana");
  org = await createOrg(ana);
  [known, number] = [freshNumber(), freshNumber()];
});

function asked(surroundings: Env, path: string, init: RequestInit): Promise<Response> {
  const request = new Request(`${origin}${path}`, init) as Request<unknown, IncomingRequestCfProperties>;
  return Promise.resolve(worker.fetch(request, surroundings, createExecutionContext()));
}

const body = (value: unknown) => ({
  method: "POST",
  headers: { "content-type": "application/json", "cf-connecting-ip": crypto.randomUUID() },
  body: JSON.stringify(value),
});
const signedIn = (init: { headers?: object }) => ({
  ...init,
  headers: { ...init.headers, authorization: `Bearer ${ana.token}` },
});

/** One of each kind of door. */
function doors(): Record<string, [string, RequestInit]> {
  const at = `/api/orgs/${org.slug}`;
  const { email, password } = ana;
  return {
    list: [`${at}/conversations`, signedIn({})],
    "list by key": [`${at}/conversations`, { headers: { authorization: "Bearer parley_some-key" } }],
    changes: [`${at}/changes?since=0`, signedIn({})],
    send: [`${at}/conversations/some/messages`, signedIn(body({ body: "hello" }))],
    token: [`${at}/realtime/token`, signedIn(body({}))],
    socket: [`${at}/realtime`, signedIn({ headers: { upgrade: "websocket" } })],
    session: ["/api/auth/get-session", signedIn({})],
    sessions: ["/api/auth/list-sessions", signedIn({})],
    "sign in": ["/api/auth/sign-in/email", body({ email, password })],
    "sign up": ["/api/auth/sign-up/email", body({ name: "Eve", email: "eve@example.test", password })],
    "sign out": ["/api/auth/sign-out", signedIn(body({}))],
    revoke: ["/api/auth/revoke-sessions", signedIn(body({}))],
    reset: ["/api/auth/reset-password", body({ token: "some", newPassword: "a-new-password-1" })],
    orgs: ["/api/auth/organization/list", signedIn({})],
    health: ["/api/health", {}],
  };
}

describe("Se9: D1 is out", () => {
  test.each(Object.entries(outages))(
    "%s: what needs it answers 503 with Retry-After, however D1 is out",
    async (_, fails) => {
      const surroundings = outOf(fails as () => Promise<never>);
      const answers = await Promise.all(
        Object.entries(doors()).map(async ([door, [path, init]]) => {
          const response = await asked(surroundings, path, init);
          return [door, response.status, response.headers.has("retry-after")];
        }),
      );
      expect(answers).toEqual(Object.keys(doors()).map((door) => [door, 503, true]));
    },
  );

  test("and after it every door is as it was", async () => {
    expect((await ask("/api/auth/get-session", { token: ana.token })).status).toBe(200);
    expect((await ask(`/api/orgs/${org.slug}/conversations`, { token: ana.token })).status).toBe(200);
  });

  test.each(Object.entries(outages))(
    "%s: a token and a ticket open sockets, and commands go on there",
    async (_, fails) => {
      const minted = await ask(`/api/orgs/${org.slug}/realtime/token`, { token: ana.token, body: {} });
      const { token } = await json<{ token: string }>(minted);
      const surroundings = outOf(fails as () => Promise<never>);
      let credential = `token.${token}`;
      for (let opened = 0; opened < 3; opened += 1) {
        const response = await asked(surroundings, `/api/orgs/${org.slug}/realtime`, {
          headers: { upgrade: "websocket", "sec-websocket-protocol": `parley.v1, ${credential}` },
        });
        const frames = framesOf(response);
        frames.say({ type: "hello", protocol: 1, session: "tab", cursor: 0 });
        const welcome = (await frames.next("welcome")) as unknown as WelcomeFrame;
        credential = `resume.${welcome.resume?.ticket}`;
        frames.say({
          type: "command",
          id: crypto.randomUUID(),
          command: "lock:acquire",
          payload: { conversationId: "x" },
        });
        expect(await frames.next("result")).toMatchObject({ code: "not_found" });
      }
    },
  );

  test("a webhook of a known number is taken, one of an unknown number is asked for again", async () => {
    await connect(await newOrg(), known, "900");
    const post = (surroundings: Env, to: string, id: string) => {
      const payload = encoder.encode(JSON.stringify(webhook("900", change(to, text(id)))));
      return sign(payload, env.META_APP_SECRET).then((signature) =>
        asked(surroundings, "/webhooks/meta", {
          method: "POST",
          headers: { "content-type": "application/json", "x-hub-signature-256": signature },
          body: payload,
        }),
      );
    };
    expect((await post(env as unknown as Env, known, "wamid.before")).status).toBe(200);
    for (const fails of Object.values(outages)) {
      const surroundings = outOf(fails);
      expect((await post(surroundings, known, `wamid.${crypto.randomUUID()}`)).status).toBe(200);
      expect((await post(surroundings, number, `wamid.${crypto.randomUUID()}`)).status).toBe(503);
    }
  });
});

function framesOf(response: Response) {
  const socket = response.webSocket;
  if (socket === null) throw new Error(`no socket: ${response.status}`);
  const frames: { type: string }[] = [];
  let changed = () => {};
  socket.addEventListener("message", ({ data }) => {
    frames.push(JSON.parse(String(data)) as { type: string });
    changed();
  });
  socket.accept();
  return {
    say: (frame: unknown) => socket.send(JSON.stringify(frame)),
    async next(type: string): Promise<{ type: string }> {
      for (;;) {
        const found = frames.find((frame) => frame.type === type);
        if (found !== undefined) return found;
        await new Promise<void>((resolve) => (changed = resolve));
      }
    },
  };
}
