import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask } from "../http/doors.ts";
import { head, providerRefuses } from "../http/inbox.ts";
import { expectAlike } from "./alike.ts";
import { describedRoutes, idKinds, namedBy, only, type Pool, replaced, samples } from "./bodies.ts";
import { fill, type Route, routes } from "./inventory.ts";
import { answerOf, each, tellsNothing } from "./oracles.ts";
import { missing, openWorld, type World } from "./world.ts";

/** Nothing crosses from one org to another: at its doors, and by its ids at one's own. */

let victim: World;
let attacker: World;
let described: Awaited<ReturnType<typeof describedRoutes>>;
let headBefore: number;
beforeAll(async () => {
  providerRefuses();
  [victim, attacker] = [await openWorld(), await openWorld()];
  described = await describedRoutes();
  headBefore = await head(victim.call);
}, 60_000);
afterAll(async () => expect(await head(victim.call)).toBe(headBefore));

const idOf = (pool: Pool) => (param: string) => pool(namedBy(param));

/** A body with the ids of a pool, where the route takes one. */
function bodyOf(route: Route, pool: Pool): unknown {
  const schema = described.routes.get(route.name)?.body ?? null;
  if (schema === null) return ["GET", "DELETE"].includes(route.method) ? undefined : {};
  return samples(schema, described.components, pool)[0]?.body;
}

describe("I10: another org's doors", () => {
  const strangers: Record<string, { token: () => string | undefined; status: number }> = {
    nobody: { token: () => undefined, status: 401 },
    "another org's owner": { token: () => attacker.people.owner.token, status: 404 },
    "another org's key": { token: () => attacker.keys.read.key, status: 404 },
    "a removed member": { token: () => victim.people.removed.token, status: 404 },
    "a revoked key": { token: () => victim.keys.revoked.key, status: 401 },
    "a made-up session": { token: () => "made-up", status: 401 },
  };
  it.each(Object.entries(strangers))("%s is told the same of an org that is there and of none", async (who, given) => {
    await each(routes, async (route) => {
      const path = fill(route.path, idOf(victim.ids));
      const asked = { token: given.token(), method: route.method, body: bodyOf(route, victim.ids) };
      const name = `${route.method} ${path} (${who})`;
      const there = await answerOf(name, await ask(`/api/orgs/${victim.org.slug}${path}`, asked));
      const nowhere = await answerOf(name, await ask(`/api/orgs/no-such-org${path}`, asked));
      expect([name, there.status, there.text]).toEqual([name, given.status, nowhere.text]);
      tellsNothing(name, there.text, victim.word);
    });
  });
});

describe("I10: another org's ids at one's own doors", () => {
  const compare = (route: Route, path: (pool: Pool) => string, body: (pool: Pool) => unknown) =>
    expectAlike({ call: attacker.call, method: route.method, path, body, theirs: victim.ids, word: victim.word });

  it("in paths", async () => {
    const withIds = routes.filter(({ path }) => path.includes(":"));
    await each(withIds, async (route) => {
      await compare(
        route,
        (pool) => fill(route.path, idOf(pool)),
        () => bodyOf(route, missing),
      );
    });
  });

  it("in filters", async () => {
    const asked = routes.flatMap((route) =>
      (described.routes.get(route.name)?.query ?? []).map((query) => ({ route, query })),
    );
    await each(asked, async ({ route, query }) => {
      const path = (pool: Pool) =>
        `${fill(route.path, idOf(attacker.ids))}?${query}=${encodeURIComponent(valueOf(query, pool))}`;
      if (route.method === "GET") await compare(route, path, () => undefined);
    });
  });

  it("in bodies, one field at a time", async () => {
    const asked = [...described.routes].flatMap(([name, { body }]) => {
      const route = routes.find((one) => one.name === name) as Route;
      if (body === null) return [];
      // Made anew for each request, since a name that is taken is another answer.
      const forms = () => samples(body, described.components, attacker.ids);
      return forms().flatMap(({ leaves }, form) =>
        leaves.filter(({ named }) => isIdKind(named)).map((leaf) => ({ route, leaf, body, make: () => forms()[form] })),
      );
    });
    expect(asked.length).toBeGreaterThan(30);
    await each(asked, async ({ route, leaf, body, make }) => {
      await compare(
        route,
        () => fill(route.path, idOf(attacker.ids)),
        (pool) => {
          const sample = make();
          if (sample === undefined) throw new Error(`${route.name} has no such form.`);
          return replaced(only(body, described.components, sample, leaf.path), leaf.path, pool(leaf.named));
        },
      );
    });
  });
});

function valueOf(query: string, pool: Pool): string {
  try {
    return pool(namedBy(query));
  } catch {
    return "1";
  }
}

function isIdKind(named: string): boolean {
  return (idKinds as readonly string[]).includes(named);
}
