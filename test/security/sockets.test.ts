import { exports } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { WelcomeFrame } from "../../src/protocol/frames.ts";
import { ask, createOrg, join, json, type Org, origin, type Person, signUp } from "../http/doors.ts";

/** What outlives a sign-in: nothing. Each way in which one ends is tried at each door that it had opened. */

interface SignIn {
  readonly token: string;
  readonly id: string;
}

async function signIn({ email, password }: Person): Promise<SignIn> {
  const answer = await ask("/api/auth/sign-in/email", { body: { email, password } });
  expect(answer.status).toBe(200);
  const token = answer.headers.get("set-auth-token") ?? "";
  const { session } = await json<{ session: { id: string } }>(await ask("/api/auth/get-session", { token }));
  return { token, id: session.id };
}

async function open(org: Org, credential: string): Promise<Open> {
  const headers = { upgrade: "websocket", "sec-websocket-protocol": `parley.v1, ${credential}` };
  const response = await exports.default.fetch(new Request(`${origin}/api/orgs/${org.slug}/realtime`, { headers }));
  if (response.webSocket === null) throw new Error(`no socket: ${response.status}`);
  return new Open(response.webSocket);
}

class Open {
  readonly closed: Promise<number>;
  readonly #socket: WebSocket;
  #code: number | null = null;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    this.closed = new Promise((resolve) =>
      socket.addEventListener("close", ({ code }) => {
        this.#code = code;
        resolve(code);
      }),
    );
    socket.accept();
  }

  get code(): number | null {
    return this.#code;
  }

  async hello(session: string): Promise<WelcomeFrame> {
    const welcome = new Promise<WelcomeFrame>((resolve) =>
      this.#socket.addEventListener("message", ({ data }) => {
        if (data === "pong") return;
        const frame = JSON.parse(String(data)) as WelcomeFrame;
        if (frame.type === "welcome" && !frame.more) resolve(frame);
      }),
    );
    this.#socket.send(JSON.stringify({ type: "hello", protocol: 1, session, cursor: 0 }));
    return welcome;
  }

  /** Everything that was sent before has arrived. */
  async ping(): Promise<void> {
    const pong = new Promise<void>((resolve) =>
      this.#socket.addEventListener("message", ({ data }) => data === "pong" && resolve()),
    );
    this.#socket.send("ping");
    await pong;
  }
}

const tokenOf = async (org: Org, { token }: SignIn) =>
  (await json<{ token: string }>(await ask(`/api/orgs/${org.slug}/realtime/token`, { token, body: {} }))).token;

/** Each ends `gone`; `kept` is another sign-in of the same person, that asks where one has to. */
const ends: Record<string, (gone: SignIn, kept: SignIn, person: Person) => Promise<Response>> = {
  "sign-out": (gone) => ask("/api/auth/sign-out", { token: gone.token, body: {} }),
  "revoke-session": (gone, kept) => ask("/api/auth/revoke-session", { token: kept.token, body: { id: gone.id } }),
  "revoke-other-sessions": (_, kept) => ask("/api/auth/revoke-other-sessions", { token: kept.token, body: {} }),
  "revoke-sessions": (_, kept) => ask("/api/auth/revoke-sessions", { token: kept.token, body: {} }),
  "change-password": (_, kept, { password: currentPassword }) =>
    ask("/api/auth/change-password", {
      token: kept.token,
      body: { currentPassword, newPassword: `${crypto.randomUUID()}-long`, revokeOtherSessions: true },
    }),
};
/** Those after which the one who asked signs in anew, too. */
const endAll = ["revoke-sessions", "change-password"];

describe("Se2: the end of a sign-in", () => {
  test.each(Object.entries(ends))("%s shuts every door of it, in each of the person's orgs", async (name, end) => {
    const ana = await signUp("Ana");
    const ben = await signUp("Ben");
    const orgs = [await createOrg(ana), await createOrg(ana)];
    for (const org of orgs) await join(org, ana, ben, "agent");
    const [gone, kept] = [await signIn(ben), await signIn(ben)];
    const before = await Promise.all(
      orgs.map(async (org) => {
        const socket = await open(org, `token.${await tokenOf(org, gone)}`);
        const { resume } = await socket.hello("tab");
        const program = await exports.default.fetch(
          new Request(`${origin}/api/orgs/${org.slug}/realtime`, {
            headers: { upgrade: "websocket", authorization: `Bearer ${gone.token}` },
          }),
        );
        if (program.webSocket === null) throw new Error("no socket");
        const others = await open(org, `token.${await tokenOf(org, kept)}`);
        await others.hello("another tab");
        return { org, socket, program: new Open(program.webSocket), others, resume, unused: await tokenOf(org, gone) };
      }),
    );
    expect((await end(gone, kept, ben)).status).toBe(200);
    for (const { org, socket, program, others, resume, unused } of before) {
      expect([await socket.closed, await program.closed]).toEqual([4401, 4401]);
      for (const credential of [`token.${unused}`, `resume.${resume?.ticket}`])
        expect(await (await open(org, credential)).closed).toBe(4401);
      expect((await ask(`/api/orgs/${org.slug}/conversations`, { token: gone.token })).status).toBe(401);
      await (endAll.includes(name) ? others.closed : others.ping());
      expect(others.code).toBe(endAll.includes(name) ? 4401 : null);
    }
  });

  test("a token and a ticket are good for the org, kind and session that they name, and no others", async () => {
    const ana = await signUp("Ana");
    const [one, other] = [await createOrg(ana), await createOrg(ana)];
    const mine = await signIn(ana);
    const socket = await open(one, `token.${await tokenOf(one, mine)}`);
    const { resume } = await socket.hello("tab");
    const ticket = resume?.ticket ?? "";
    const tampered = ticket.replace(
      /\.[^.]+$/,
      (signature) => `.${signature.slice(1).split("").toReversed().join("")}`,
    );
    for (const [org, credential] of [
      [other, `token.${await tokenOf(one, mine)}`],
      [other, `resume.${ticket}`],
      [one, `token.${ticket}`],
      [one, `resume.${await tokenOf(one, mine)}`],
      [one, `resume.${tampered}`],
      [one, "resume."],
    ] as const)
      expect(await (await open(org, credential)).closed).toBe(4401);
    const stolen = await open(one, `resume.${ticket}`);
    void stolen.hello("another tab");
    expect(await stolen.closed).toBe(4401);
    await (await open(one, `resume.${ticket}`)).hello("tab");
    expect(await socket.closed).toBe(4409);
  });
});
