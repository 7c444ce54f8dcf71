import { toJsonSchema } from "@valibot/to-json-schema";
import type * as v from "valibot";
import { beforeAll, describe, expect, it } from "vitest";
import { limits } from "../../src/protocol/limits.ts";
import { type CommandName, commandPayloads } from "../../src/protocol/commands.ts";
import { providerRefuses } from "../http/inbox.ts";
import { describedRoutes, namedBy, only, replaced, type Schema, samples } from "./bodies.ts";
import { fill, type Route, routes } from "./inventory.ts";
import { answerOf, each } from "./oracles.ts";
import { openSocket } from "./socket.ts";
import { openWorld, type World } from "./world.ts";

/** Values that nobody means, wherever a value stands: each gets an answer, and none is a fault of ours. */

const texts = ["__proto__", "nul\u0000nul", "%00..%2f../..\\ ' OR 1=1 --", "a".repeat(300)];
/** In the place of one value. */
const values = ["__proto__", "nul\u0000nul", "\ud800", "a".repeat(300), 1e308];
/** In the place of a whole body. */
const bodies = [
  "",
  0,
  null,
  true,
  [],
  [[]],
  { __proto__: null, toString: "x" },
  { constructor: {}, hasOwnProperty: 1 },
];
/** Each its own test, so that none takes long. */
const resources = [...new Set(routes.map(({ path }) => path.split("/")[1] ?? ""))];
const ofResource = (resource: string) => routes.filter(({ path }) => path.split("/")[1] === resource);

let world: World;
let described: Awaited<ReturnType<typeof describedRoutes>>;
beforeAll(async () => {
  providerRefuses();
  world = await openWorld();
  described = await describedRoutes();
}, 60_000);

async function send(route: Route, path: string, body: unknown): Promise<void> {
  const name = `${route.method} ${path} ${JSON.stringify(body ?? null)?.slice(0, 300)}`;
  await answerOf(name, await world.call(path, { method: route.method, body }));
}

const bare = (route: Route) => (["GET", "DELETE"].includes(route.method) ? undefined : {});

describe("I13: hostile values", () => {
  it.each(resources)("I13: in paths of /%s", async (resource) => {
    const asked = ofResource(resource).flatMap((route) =>
      [...route.path.matchAll(/:(\w+)/g)].flatMap(([, param]) => texts.map((text) => ({ route, param, text }))),
    );
    await each(asked, async ({ route, param, text }) => {
      const path = fill(route.path, (name) => (name === param ? text : world.ids(namedBy(name))));
      await send(route, path, bare(route));
    });
  });

  it.each(resources)("I13: in queries of /%s", async (resource) => {
    const asked = ofResource(resource).flatMap((route) =>
      (described.routes.get(route.name)?.query ?? []).flatMap((query) =>
        [...texts, "-1"].map((text) => ({ route, query: `${query}=${encodeURIComponent(text)}` })),
      ),
    );
    await each(asked, async ({ route, query }) => {
      const path = fill(route.path, (name) => world.ids(namedBy(name)));
      await send(route, `${path}?${query}`, bare(route));
    });
  });

  it.each(resources)("I13: in bodies of /%s, a field at a time, and in their place", async (resource) => {
    const asked = ofResource(resource).flatMap((route) => {
      const schema = described.routes.get(route.name)?.body ?? null;
      if (schema === null) return [];
      const changed = samples(schema, described.components, world.ids).flatMap((sample) =>
        sample.leaves.flatMap((leaf) => {
          const base = only(schema, described.components, sample, leaf.path);
          return values.map((value) => replaced(base, leaf.path, value));
        }),
      );
      return [...changed, ...bodies].map((body) => ({ route, body }));
    });
    await each(asked, async ({ route, body }) => {
      await send(
        route,
        fill(route.path, (name) => world.ids(namedBy(name))),
        body,
      );
    });
  });

  it("I13: in commands, and as names of commands", async () => {
    const few = ["__proto__", "nul\u0000nul", "\ud800", "a".repeat(300), 1e308, {}];
    for (const command of Object.keys(commandPayloads) as CommandName[]) {
      const socket = await openSocket(world.org, world.people.agent.token);
      const schema = toJsonSchema(commandPayloads[command] as v.GenericSchema, {
        typeMode: "input",
        errorMode: "ignore",
      }) as Schema;
      const [sample] = samples(schema, {}, world.ids);
      if (sample === undefined) throw new Error(`${command} has no payload.`);
      const payloads = sample.leaves.flatMap(({ path }) =>
        few.map((value) => replaced(only(schema, {}, sample, path), path, value)),
      );
      for (const payload of [...payloads, ...few])
        expect(await socket.command(command, payload)).toMatchObject({ type: "result", ok: expect.any(Boolean) });
      expect([command, socket.closeCode]).toEqual([command, null]);
      socket.close();
    }
    const socket = await openSocket(world.org, world.people.agent.token);
    for (const name of ["__proto__", "toString", "constructor", "message:", ""])
      expect(await socket.command(name, {})).toMatchObject({ ok: false, code: "invalid" });
    socket.close();
  });
});

describe("I13: limits", () => {
  it("I13: a page has a greatest length, and a body is read no further than that", async () => {
    const large = `{"x":"${"x".repeat(limits.requestBytes)}"}`;
    await each(routes, async (route) => {
      const path = fill(route.path, (name) => world.ids(namedBy(name)));
      if (route.row.limit === "page") {
        const status = async (limit: number) => (await world.call(`${path}?limit=${limit}`)).status;
        // More than there may be gives as much as there may be.
        const said = [
          route.name,
          await status(limits.pageSizeMax),
          await status(limits.pageSizeMax + 1),
          await status(0),
        ];
        expect(said).toEqual([route.name, 200, 200, 400]);
      }
      if (route.row.limit !== "body") return;
      const answer = await world.call(path, { method: route.method, body: JSON.parse(large) as unknown });
      expect([route.name, answer.status]).toEqual([route.name, 413]);
      await answer.body?.cancel();
    });
  });

  it("I13: a route that takes a body has a row that says so", () => {
    for (const { name, row } of routes) {
      const takesJson = described.routes.get(name)?.body !== null;
      expect([name, row.limit === "body"]).toEqual([name, takesJson]);
      const isPaged = (described.routes.get(name)?.query ?? []).includes("limit");
      expect([name, row.limit === "page"]).toEqual([name, isPaged]);
    }
  });
});
