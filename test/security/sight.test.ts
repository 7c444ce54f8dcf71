import { toJsonSchema } from "@valibot/to-json-schema";
import type * as v from "valibot";
import { beforeAll, describe, expect, it } from "vitest";
import { type CommandName, commandPayloads } from "../../src/protocol/commands.ts";
import type { Attachment, Message } from "../../src/protocol/records.ts";
import type { ConversationItem, Counts, Page } from "../../src/protocol/resources.ts";
import { json } from "../http/doors.ts";
import { head, providerRefuses, settled } from "../http/inbox.ts";
import { expectAlike } from "./alike.ts";
import { describedRoutes, type Named, namedBy, only, type Pool, replaced, type Schema, samples } from "./bodies.ts";
import { fill, type Route, routes } from "./inventory.ts";
import { answerOf, each, tellsNothing } from "./oracles.ts";
import { commandRows } from "./policy.ts";
import { openSocket, type Socket } from "./socket.ts";
import { openWorld, type World } from "./world.ts";

/** What another team talks about is nowhere for an agent of limited sight, whatever they ask, and by whatever way. */

let world: World;
let described: Awaited<ReturnType<typeof describedRoutes>>;
/** Stands in everything that is out of sight. */
let secret: string;
let hidden: ConversationItem;
/** Ids of what is out of sight, and of the rest what is there. */
let theirs: Pool;
let token: string;
beforeAll(async () => {
  providerRefuses();
  world = await openWorld();
  described = await describedRoutes();
  token = world.people.agent.token;
  secret = `hid${crypto.randomUUID().slice(0, 8)}`;
  ({ hidden, theirs } = await hide());
}, 60_000);

async function hide(): Promise<{ hidden: ConversationItem; theirs: Pool }> {
  const { call, people } = world;
  const made = await world.write(`${secret} words`);
  const on = `/conversations/${made.id}`;
  const [inbound] = (await json<Page<Message>>(await call(`${on}/messages`))).items;
  const media = await json<Attachment>(await call("/media", { body: { secret } }));
  const body = { body: `${secret} answer`, attachments: [media.id] };
  const sent = await json<Message>(await call(`${on}/messages`, { body }));
  await settled({ call } as Parameters<typeof settled>[0], sent, "failed");
  await json(await call(`${on}/notes`, { body: { body: `${secret} for @${people.agent.name}` } }));
  await json(await call(`${on}/draft`, { method: "PUT", token, body: { content: `${secret} draft` } }));
  const team = await json<{ id: string }>(await call("/teams", { body: { name: "Support", agentIds: [] } }));
  await json(await call(`${on}/assign`, { body: { teamId: team.id } }));
  await json(await call("/settings", { method: "PATCH", body: { limitedRoles: ["agent"] } }));
  await call(`/conversations?minSeq=${await head(call)}`);
  const ids: Partial<Record<Named, string>> = {
    conversation: made.id,
    contact: made.contactId,
    message: inbound?.id ?? "",
    media: media.id,
    team: team.id,
  };
  return { hidden: made, theirs: (what) => ids[what] ?? world.ids(what) };
}

const paramsOf = (route: Route) => [...route.path.matchAll(/:(\w+)/g)].map(([, param]) => param ?? "");
/** Ids that name something of a conversation. */
const isHidden = (named: Named) => ["conversation", "message", "media"].includes(named);

describe("Vi1: what is out of sight by REST", () => {
  it("Vi1: is shown by no GET, with whatever filter", async () => {
    const asked = routes
      .filter(({ method }) => method === "GET")
      .flatMap((route) => {
        const path = fill(route.path, (param) => theirs(namedBy(param)));
        const queries = described.routes.get(route.name)?.query ?? [];
        return [path, ...queries.flatMap((query) => filtersOf(query).map((value) => `${path}?${query}=${value}`))];
      });
    await each(asked, async (path) => {
      const answer = await answerOf(`GET ${path}`, await world.call(path, { token }));
      tellsNothing(`GET ${path}`, answer.text, secret);
    });
  });

  it("Vi1: is not there, in a path or in a body: in bytes as if it never was", async () => {
    const before = await head(world.call);
    await each(
      routes.filter(({ row }) => row.sight === "conversation"),
      async (route) => {
        const ask = (path: (pool: Pool) => string, body: (pool: Pool) => unknown) =>
          expectAlike({ call: world.call, token, method: route.method, path, body, theirs, word: secret });
        const schema = described.routes.get(route.name)?.body ?? null;
        const sampled = (pool: Pool) => (schema === null ? [] : samples(schema, described.components, pool));
        const bodyOf = () => sampled(world.ids)[0]?.body ?? (["GET", "DELETE"].includes(route.method) ? undefined : {});
        for (const param of paramsOf(route).filter((one) => isHidden(namedBy(one))))
          await ask((pool) => fill(route.path, (name) => (name === param ? pool : world.ids)(namedBy(name))), bodyOf);
        if (schema === null) return;
        for (const [form, { leaves }] of sampled(world.ids).entries())
          for (const leaf of leaves.filter(({ named }) => isHidden(named)))
            await ask(
              () => fill(route.path, (name) => world.ids(namedBy(name))),
              (pool) => {
                const sample = sampled(world.ids)[form];
                if (sample === undefined) throw new Error(`${route.name} has no such form.`);
                return replaced(only(schema, described.components, sample, leaf.path), leaf.path, pool(leaf.named));
              },
            );
      },
    );
    const { items } = await json<Page<{ seq: number }>>(await world.call(`/conversations?contact=${hidden.contactId}`));
    expect(items.every(({ seq }) => seq <= before)).toBe(true);
  });

  it("Vi2: a customer of others alone is shown, and not changed", async () => {
    const path = `/contacts/${hidden.contactId}`;
    expect((await world.call(path, { token })).status).toBe(200);
    for (const body of [{ name: "Taken" }, { labels: [] }, { attributes: { a: "b" } }, { consents: [] }, {}])
      expect((await world.call(path, { method: "PATCH", token, body })).status).toBe(403);
    for (const [one, other] of [
      [hidden.contactId, world.conversation.contactId],
      [world.conversation.contactId, hidden.contactId],
    ])
      expect((await world.call(`/contacts/${one}/merge`, { token, body: { with: other } })).status).toBe(403);
    expect(await json(await world.call(path))).toMatchObject({ name: `${world.word} customer` });
    expect((await world.call(path, { method: "PATCH", body: { name: "Noor" } })).status).toBe(200);
  });

  it("Vi5: counts are of what is seen, and the state of the org tells nothing of the rest", async () => {
    const all = await json<Counts>(await world.call(`/counts?minSeq=${await head(world.call)}`));
    const seen = await json<Counts>(await world.call("/counts", { token }));
    expect(seen.counts["all"]).toBe((all.counts["all"] ?? 0) - 1);
    expect(seen.counts["unassigned"]).toBe((all.counts["unassigned"] ?? 0) - 1);
    expect(Object.keys(seen.counts)).not.toContain(`team:${theirs("team")}`);
    expect(Object.keys(all.counts)).toContain(`team:${theirs("team")}`);
    expect(await json(await world.call("/health", { token }))).toMatchObject({
      outboxDue: null,
      sockets: null,
      databaseBytes: null,
    });
  });
});

describe("Vi1: what is out of sight by the socket", () => {
  /** Nothing of it is in what a socket said, but that it is gone. */
  function expectNothing(socket: Socket): void {
    for (const text of socket.texts) {
      tellsNothing("frame", text, secret);
      const frame = JSON.parse(text) as { records?: { id: string; kind: string; deleted?: true }[] };
      const records = (frame.records ?? []).filter(({ kind, deleted }) => kind !== "contact" && deleted !== true);
      tellsNothing("frame", JSON.stringify({ ...frame, records }).replaceAll(/"records":\[[^\]]*$/g, ""), hidden.id);
    }
  }

  it("Vi1: is in no welcome, and no list of changes", async () => {
    const socket = await openSocket(world.org, token);
    expectNothing(socket);
    for (const since of [0, 1, hidden.seq - 1]) {
      const answer = await world.call(`/changes?since=${since}`, { token });
      tellsNothing("GET /changes", await answer.text(), secret);
    }
    socket.close();
  });

  it("Vi1: takes no command, in words as if it never was", async () => {
    const socket = await openSocket(world.org, token);
    const before = await head(world.call);
    for (const command of Object.keys(commandPayloads) as CommandName[]) {
      if (commandRows[command].sight !== "conversation" || command === "conversation:start") continue;
      const schema = toJsonSchema(commandPayloads[command] as v.GenericSchema, {
        typeMode: "input",
        errorMode: "ignore",
      }) as Schema;
      const [sample] = samples(schema, {}, world.ids);
      for (const leaf of sample?.leaves.filter(({ named }) => isHidden(named)) ?? []) {
        if (sample === undefined) continue;
        const ask = async (id: string) => {
          const { ok, code, message } = await socket.command(
            command,
            replaced(only(schema, {}, sample, leaf.path), leaf.path, id),
          );
          return [command, leaf.path, ok, code, message];
        };
        expect(await ask(theirs(leaf.named))).toEqual(await ask("nothing"));
      }
    }
    const { items } = await json<Page<{ seq: number }>>(await world.call(`/conversations?contact=${hidden.contactId}`));
    expect(items.every(({ seq }) => seq <= before)).toBe(true);
    expectNothing(socket);
    socket.close();
  });

  it("Vi1, Vi3: is not heard of while others work in it, nor who looks or types there", async () => {
    const { call, people } = world;
    const [mine, owners] = [await openSocket(world.org, token), await openSocket(world.org, people.owner.token)];
    const on = `/conversations/${hidden.id}`;
    owners.send({ type: "signal", signal: "viewing", payload: { conversationId: hidden.id } });
    owners.send({ type: "signal", signal: "typing", payload: { conversationId: hidden.id, on: true } });
    // Signals of one's own for it are nobody's.
    mine.send({ type: "signal", signal: "viewing", payload: { conversationId: hidden.id } });
    mine.send({ type: "signal", signal: "typing", payload: { conversationId: hidden.id, on: true } });
    await call(`${on}/notes`, { body: { body: `${secret} note for @${people.agent.name}` } });
    await call(`${on}/messages`, { body: { body: `${secret} reply` } });
    await call(`${on}/labels`, { method: "PUT", body: { labels: [world.ids("label")] } });
    await call(`${on}/priority`, { method: "PUT", body: { priority: "high" } });
    await call(`${on}/lock`, { method: "POST" });
    await call(`${on}/unlock`, { method: "POST" });
    for (const act of ["close", "reopen", "archive", "reopen", "follow", "unfollow"])
      await call(`${on}/${act}`, { method: "POST" });
    // What is said of a conversation in sight comes last, and through the same socket.
    await json(await call(`/conversations/${world.conversation.id}/notes`, { body: { body: "the last of them" } }));
    await mine.until(() => mine.texts.some((text) => text.includes("the last of them")));
    await owners.until(() => owners.texts.some((text) => text.includes("the last of them")));
    expectNothing(mine);
    expect(mine.texts.some((text) => text.includes(`"id":"all"`) && text.includes(`"kind":"count"`))).toBe(false);
    const signals = owners.texts.filter((text) => text.startsWith('{"type":"signal'));
    expect(signals.filter((text) => text.includes(hidden.id) && text.includes(people.agent.id))).toEqual([]);
    const late = await openSocket(world.org, token);
    expectNothing(late);
    for (const socket of [mine, owners, late]) socket.close();
  });

  it("Vi4: comes back whole, with what its agent had written", async () => {
    const mine = await openSocket(world.org, token);
    await json(await world.call(`/conversations/${hidden.id}/assign`, { body: { agentId: world.people.agent.id } }));
    await mine.until(() => mine.texts.some((text) => text.includes(`${secret} draft`)));
    expect((await world.call(`/conversations/${hidden.id}/draft`, { token })).status).toBe(200);
    const mentions = await world.call(`/mentions?minSeq=${await head(world.call)}`, { token });
    expect(await mentions.text()).toContain(secret);
    mine.close();
  });
});

/** What a filter may be given: ids of what is out of sight, and plain values. */
function filtersOf(query: string): string[] {
  const choices: Record<string, string[]> = {
    filter: ["all", "unread", "mine", "unassigned", "following", "closed", "archived", "snoozed"],
    state: ["waiting", "failed", "unconfirmed"],
    priority: ["none", "low", "medium", "high", "urgent"],
    kind: ["reply", "note"],
    since: ["0", "1"],
    limit: ["200"],
    q: [secret, encodeURIComponent(world.word)],
  };
  if (choices[query] !== undefined) return choices[query];
  if (["cursor", "minSeq"].includes(query)) return [];
  try {
    return [encodeURIComponent(theirs(namedBy(query)))];
  } catch {
    return ["1"];
  }
}
