import { getConversation, listConversations, listMessages } from "../../src/db/history.ts";
import { listMentions } from "../../src/db/mentions.ts";
import { caughtUp, readSince } from "../../src/http/freshness.ts";
import { decodeCursor, pageOfRows } from "../../src/http/page.ts";
import { ConversationQuerySchema } from "../../src/protocol/catalog-records.ts";
import * as v from "valibot";
import { orgId } from "./org.ts";
import type { World } from "./world.ts";
import { jsonResponse } from "./runtime/globals.ts";

/** Everybody here sees everything. */
const sight = null;
const placeSchema = v.object({ position: v.number(), id: v.string() });

/** The Worker's reads for clients, over D1 or over a replica that is behind and says so by its `seq`. */
export class Server {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  async get(agentId: string, url: URL): Promise<Response> {
    const [, , , org, resource, id, isThread] = url.pathname.split("/");
    if (org !== orgId) return jsonResponse(404, {});
    const query = url.searchParams;
    const minSeq = query.has("minSeq") ? Number(query.get("minSeq")) : undefined;
    const limit = Number(query.get("limit") ?? 50);
    if (resource === "mentions") return this.#mentions(agentId, query, limit, minSeq);
    if (id === undefined) return this.#list(agentId, query, limit, minSeq);
    const conversationId = decodeURIComponent(id);
    return isThread === undefined
      ? this.#one(agentId, conversationId)
      : this.#thread(conversationId, query, limit, minSeq);
  }

  async #list(agentId: string, query: URLSearchParams, limit: number, minSeq: number | undefined): Promise<Response> {
    const place = decodeCursor(query.get("cursor") ?? undefined, placeSchema);
    if (!place.ok) throw new Error("a cursor was not understood");
    const asked = v.parse(ConversationQuerySchema, Object.fromEntries(query));
    const rows = await readSince(
      () => listConversations(this.#d1(), { ...asked, orgId, agentId, sight, after: place.value, limit }),
      this.#projector(),
      minSeq,
    );
    if (rows === null) return jsonResponse(503, { detail: "stale" });
    return jsonResponse(
      200,
      pageOfRows(rows, (item) => ({ position: item.lastPosition, id: item.id })),
    );
  }

  async #mentions(
    agentId: string,
    query: URLSearchParams,
    limit: number,
    minSeq: number | undefined,
  ): Promise<Response> {
    const place = decodeCursor(query.get("cursor") ?? undefined, placeSchema);
    if (!place.ok) throw new Error("a cursor was not understood");
    const asked = { orgId, agentId, sight, isUnreadOnly: false, after: place.value, limit };
    const rows = await readSince(() => listMentions(this.#d1(), asked), this.#projector(), minSeq);
    if (rows === null) return jsonResponse(503, { detail: "stale" });
    return jsonResponse(
      200,
      pageOfRows(rows, ({ position, id }) => ({ position, id })),
    );
  }

  async #thread(
    conversationId: string,
    query: URLSearchParams,
    limit: number,
    minSeq: number | undefined,
  ): Promise<Response> {
    const before = query.has("before") ? Number(query.get("before")) : null;
    if (before === null) await caughtUp(this.#projector());
    const missing = { items: [], more: false, seq: Number.MAX_SAFE_INTEGER };
    const read = async () =>
      (await listMessages(this.#d1(), { orgId, conversationId, sight, before, after: null, limit })) ?? missing;
    const rows = await readSince(read, this.#projector(), minSeq);
    if (rows === missing) return jsonResponse(404, { detail: "none" });
    if (rows === null) return jsonResponse(503, { detail: "stale" });
    return jsonResponse(
      200,
      pageOfRows(rows, (message) => message.position),
    );
  }

  async #one(agentId: string, conversationId: string): Promise<Response> {
    if (!(await caughtUp(this.#projector()))) return jsonResponse(503, { detail: "behind" });
    const found = await getConversation(
      this.#d1(this.#world.history.primary),
      { orgId, agentId, sight },
      conversationId,
    );
    return found === null ? jsonResponse(404, { detail: "none" }) : jsonResponse(200, found);
  }

  #projector() {
    return { project: () => this.#world.hub.call((hub) => hub.project()) };
  }

  #d1(database = this.#database()): D1Database {
    const { clock, random, history, hasFaults } = this.#world;
    const fate = () => {
      const answersAfterMs = hasFaults && random.chance(0.1) ? random.between(50, 3_000) : 2;
      const fails = hasFaults && (this.#world.isD1Down || random.chance(0.03));
      return { runsAfterMs: fails ? null : random.between(1, answersAfterMs), answersAfterMs, fails };
    };
    return history.binding(database, clock, fate, () => true);
  }

  #database() {
    const { random, history, hasFaults } = this.#world;
    return hasFaults && random.chance(0.4) ? history.replica : history.primary;
  }
}
