import type { StatusFact } from "../../src/protocol/facts.ts";
import { jsonResponse } from "./runtime/globals.ts";
import type { World } from "./world.ts";

type Answer = "accept" | "reject" | "retry" | "limit" | "stop" | "lost" | "cut" | "timeout";

/** What the provider knows of one message of ours. */
export interface Asked {
  /** Requests that it accepted, or whose answer proved nothing, or that it refused for good: each uses up one intent. */
  settled: number;
  accepted: number;
  /** By whose id the last accepted one goes. */
  providerId: string | null;
}

interface Body {
  readonly type?: string;
  readonly biz_opaque_callback_data?: string;
  readonly reaction?: { readonly message_id: string; readonly emoji: string };
}

/** The WhatsApp look-alike: takes messages, answers well or badly, and calls back. */
export class Provider {
  readonly messages = new Map<string, Asked>();
  /** What the customer sees of the business's reactions, by the message's provider id. */
  readonly reactions = new Map<string, string | null>();
  /** Messages whose reaction was there, its answer lost, before the same was refused: nobody can know. */
  readonly doubtful = new Set<string>();
  readonly #world: World;
  #ids = 0;

  constructor(world: World) {
    this.#world = world;
  }

  request(
    _url: string,
    init: RequestInit,
    resolve: (response: Response) => void,
    reject: (error: unknown) => void,
  ): void {
    if (this.#world.hub.isDoomed) return;
    const asked = JSON.parse(String(init.body)) as Body;
    if (asked.type === "reaction") return this.#react(asked.reaction, resolve, reject);
    if (asked.biz_opaque_callback_data === undefined) return this.#typing(resolve, reject);
    return this.#send(asked.biz_opaque_callback_data, resolve, reject);
  }

  /** It is there, or it is refused, or told to come again; an answer may be lost once it is there. */
  #react(reaction: Body["reaction"], resolve: (response: Response) => void, reject: (error: unknown) => void): void {
    const { random, clock, hasFaults } = this.#world;
    const answer = hasFaults
      ? random.weighted([
          [70, "accept"],
          [10, "reject"],
          [15, "retry"],
          [5, "lost"],
        ] as const)
      : "accept";
    if (reaction !== undefined) {
      const { message_id: id } = reaction;
      const emoji = reaction.emoji || null;
      if (answer === "accept" || answer === "lost") {
        this.reactions.set(id, emoji);
        this.doubtful.delete(id);
      } else if (this.reactions.get(id) === emoji) this.doubtful.add(id);
    }
    clock.setTimeout(
      () => {
        if (answer === "lost") return reject(new TypeError("Network connection lost."));
        if (answer === "accept") return resolve(jsonResponse(200, { messages: [{ id: `reaction.${this.#ids}` }] }));
        const code = answer === "reject" ? 131009 : 131016;
        return resolve(jsonResponse(answer === "reject" ? 400 : 500, { error: { code, message: "refused" } }));
      },
      random.between(5, hasFaults ? 400 : 20),
    );
  }

  /** "typing…" on the customer's phone: seen or not, nothing depends on it. */
  #typing(resolve: (response: Response) => void, reject: (error: unknown) => void): void {
    const { random, clock, hasFaults } = this.#world;
    const fails = hasFaults && random.chance(0.3);
    clock.setTimeout(
      () => (fails ? reject(new TypeError("Network connection lost.")) : resolve(jsonResponse(200, { success: true }))),
      random.between(5, hasFaults ? 4_000 : 20),
    );
  }

  #send(id: string, resolve: (response: Response) => void, reject: (error: unknown) => void): void {
    const { random, clock, hasFaults } = this.#world;
    const answer: Answer = hasFaults
      ? random.weighted([
          [70, "accept"],
          [5, "reject"],
          [6, "retry"],
          [4, "limit"],
          [1, "stop"],
          [4, "lost"],
          [5, "cut"],
          [3, "timeout"],
        ])
      : "accept";
    this.#world.log(`provider: ${answer} ${id.slice(0, 8)}`);
    const asked = this.#asked(id);
    if (answer !== "retry" && answer !== "limit" && answer !== "stop") asked.settled += 1;
    const providerId = answer === "accept" || answer === "lost" ? this.#accept(id, asked) : null;
    clock.setTimeout(
      () => this.#answer(answer, providerId, resolve, reject),
      answer === "timeout" ? 10_000 : random.between(5, hasFaults ? 400 : 20),
    );
  }

  #asked(id: string): Asked {
    let asked = this.messages.get(id);
    if (asked === undefined) {
      asked = { settled: 0, accepted: 0, providerId: null };
      this.messages.set(id, asked);
    }
    return asked;
  }

  #accept(id: string, asked: Asked): string {
    this.#ids += 1;
    const providerId = `wamid.${this.#ids}`;
    asked.accepted += 1;
    asked.providerId = providerId;
    this.#callBack(id, providerId);
    return providerId;
  }

  /** Statuses come out of order, twice, together or apart; a few of them before the answer. */
  #callBack(messageId: string, providerId: string): void {
    const { random, webhooks, clock } = this.#world;
    const path = random.weighted<StatusFact["status"][]>([
      [2, []],
      [3, ["sent"]],
      [4, ["sent", "delivered"]],
      [6, ["sent", "delivered", "read"]],
      [1, ["sent", "failed"]],
    ]);
    const facts = random.shuffled(path).map((status): StatusFact => {
      const at = new Date(clock.now() + 1_000 * path.indexOf(status)).toISOString();
      const error = status === "failed" ? { code: "131026", message: "undeliverable", advice: null } : null;
      return { fact: "status", providerId, messageId: random.chance(0.8) ? messageId : null, status, at, error };
    });
    for (const fact of facts) clock.setTimeout(() => webhooks.deliver([fact]), random.between(0, 2_000));
  }

  #answer(
    answer: Answer,
    providerId: string | null,
    resolve: (response: Response) => void,
    reject: (error: unknown) => void,
  ): void {
    const refusal = (status: number, code: number) =>
      resolve(jsonResponse(status, { error: { code, message: "refused" } }));
    switch (answer) {
      case "accept":
        return resolve(jsonResponse(200, { messages: [{ id: providerId }] }));
      case "reject":
        return refusal(400, 131026);
      case "retry":
        return refusal(500, 131016);
      case "limit":
        return refusal(429, 130429);
      case "stop":
        return refusal(401, 190);
      case "lost":
      case "cut":
        return reject(new TypeError("Network connection lost."));
      case "timeout":
        return reject(new DOMException("No answer in time.", "TimeoutError"));
    }
  }
}
