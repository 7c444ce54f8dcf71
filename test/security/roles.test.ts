import { beforeAll, describe, expect, it } from "vitest";
import { toJsonSchema } from "@valibot/to-json-schema";
import type * as v from "valibot";
import { type CommandName, commandPayloads } from "../../src/protocol/commands.ts";
import { head, providerRefuses } from "../http/inbox.ts";
import { describedRoutes, namedBy, only, type Pool, type Schema, samples } from "./bodies.ts";
import { fill, mayPass, type Route, routes } from "./inventory.ts";
import { answerOf, each } from "./oracles.ts";
import { callers, type CallerName, commandRows } from "./policy.ts";
import { openSocket } from "./socket.ts";
import { missing, openWorld, type World } from "./world.ts";

/** Each role and each scope at every route and command: the table says who passes. */

let world: World;
let described: Awaited<ReturnType<typeof describedRoutes>>;
beforeAll(async () => {
  providerRefuses();
  world = await openWorld();
  described = await describedRoutes();
}, 60_000);

/** A request that is right in everything but who sends it; of a `missing` thing where it must not do harm. */
function requestOf(route: Route, pool: Pool, isWhole: boolean): { path: string; body: unknown } {
  const schema = described.routes.get(route.name)?.body ?? null;
  const [sample] = schema === null ? [] : samples(schema, described.components, pool);
  const path = fill(route.path, (param) => pool(namedBy(param)));
  if (schema === null || sample === undefined)
    return { path, body: ["GET", "DELETE"].includes(route.method) ? undefined : {} };
  return { path, body: isWhole ? sample.body : only(schema, described.components, sample, [""]) };
}

describe("J1: roles and scopes", () => {
  it.each(callers)("%s passes where the table says so, and gets 403 elsewhere", async (caller) => {
    const before = await head(world.call);
    const refused = routes.filter(({ row }) => !mayPass(row, caller));
    await each(refused, async (route) => {
      const { path, body } = requestOf(route, world.ids, true);
      const name = `${route.method} ${path} (${caller})`;
      const answer = await answerOf(
        name,
        await world.call(path, { method: route.method, body, token: world.token(caller) }),
      );
      expect([name, answer.status]).toEqual([name, 403]);
    });
    expect(await head(world.call)).toBe(before);
    const allowed = routes.filter(({ row }) => mayPass(row, caller));
    await each(allowed, async (route) => {
      // A key has no views but shared ones, and a viewer none of those: what is optional decides.
      const isWhole = caller === "sendKey";
      const { path, body } = requestOf(route, route.method === "GET" ? world.ids : missing, isWhole);
      const name = `${route.method} ${path} (${caller})`;
      const answer = await answerOf(
        name,
        await world.call(path, { method: route.method, body, token: world.token(caller) }),
      );
      expect([name, answer.status === 401 || answer.status === 403 ? answer.text : ""]).toEqual([name, ""]);
    });
  });

  it("J1: HEAD is a GET: who may not read learns nothing by it", async () => {
    await each(
      routes.filter(({ method }) => method === "GET"),
      async (route) => {
        const path = fill(route.path, (param) => world.ids(namedBy(param)));
        for (const caller of callers) {
          const { status } = await world.call(path, { method: "HEAD", token: world.token(caller) });
          expect([route.name, caller, status === 403]).toEqual([route.name, caller, !mayPass(route.row, caller)]);
        }
      },
    );
  });

  it("J1: a socket's commands are decided by role; a key has no socket", async () => {
    const people: CallerName[] = ["owner", "admin", "agent", "viewer"];
    for (const caller of people) {
      const socket = await openSocket(world.org, world.token(caller));
      const isAllowed = (command: CommandName) => mayPass(commandRows[command], caller);
      for (const command of Object.keys(commandRows) as CommandName[]) {
        const schema = toJsonSchema(commandPayloads[command] as v.GenericSchema, {
          typeMode: "input",
          errorMode: "ignore",
        }) as Schema;
        const pool = isAllowed(command) ? missing : world.ids;
        for (const { body } of samples(schema, {}, pool)) {
          const result = await socket.command(command, body);
          const isRefused = result.ok === false && result.code === "forbidden";
          expect([caller, command, isRefused, result]).toEqual([caller, command, !isAllowed(command), result]);
        }
      }
      socket.close();
    }
  });
});
