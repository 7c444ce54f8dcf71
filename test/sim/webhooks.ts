import type { Fact, MessageFact } from "../../src/protocol/facts.ts";
import type { World } from "./world.ts";

const customers = ["15550101", "15550102", "15550103", "15550104", "15550105"];

/** The customers and the provider's calls about them: at least once, in any order, in any batches. */
export class Webhooks {
  readonly #world: World;
  /** Everything that was ever delivered, to be delivered again. */
  #told: Fact[] = [];
  /** The independent count: provider ids by the phone that wrote them. */
  readonly written = new Map<string, Set<string>>();
  /** Deliveries that the hub has not acknowledged yet. */
  underWay = 0;
  #deliveries = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** Customers write: one delivery of one or several messages. */
  write(): void {
    const { random } = this.#world;
    const count = random.chance(0.25) ? random.between(2, 6) : 1;
    const facts: Fact[] = Array.from({ length: count }, () => this.#message());
    if (random.chance(0.1)) facts.push(random.pick(facts));
    this.deliver(facts);
  }

  /** What was delivered comes again: other batches, another order. */
  again(): void {
    const { random } = this.#world;
    if (this.#told.length > 0)
      this.deliver(Array.from({ length: random.between(1, 5) }, () => random.pick(this.#told)));
  }

  /** News about a message of a customer, maybe before that message. */
  about(): void {
    const { random, clock } = this.#world;
    const known = this.#told.filter((fact): fact is MessageFact => fact.fact === "message");
    const early = random.chance(0.2);
    if (known.length === 0 && !early) return;
    const message = early ? this.#message() : random.pick(known);
    const at = new Date(clock.now()).toISOString();
    const about = { providerId: `about.${random.uuid()}`, target: message.providerId, at };
    const fact = random.pick<Fact>([
      { fact: "reaction", ...about, from: message.from, emoji: random.pick(["👍", "❤️", null]) },
      { fact: "edit", ...about, body: `edited ${at}` },
      { fact: "revoke", ...about },
    ]);
    this.deliver([fact]);
    if (early) clock.setTimeout(() => this.deliver([message]), random.between(0, 3_000));
  }

  /** Delivers until the hub has acknowledged it, as the provider does. */
  deliver(facts: readonly Fact[]): void {
    const { hub, clock, random, channelId } = this.#world;
    this.#told.push(...facts);
    this.underWay += 1;
    this.#deliveries += 1;
    const group = { channel: "whatsapp" as const, externalId: "number", accountId: "waba", channelId, facts };
    const batch = {
      deliveryId: `delivery-${this.#deliveries}`,
      receivedAt: new Date(clock.now()).toISOString(),
      groups: [group],
      raw: "{}",
    };
    const attempt = (): void => {
      hub
        .call((one) => one.ingest(batch))
        .then(
          (outcomes) => {
            this.underWay -= 1;
            const bad = outcomes.find(({ outcome }) => outcome === "failed" || outcome === "ignored");
            if (bad !== undefined || outcomes.length !== facts.length)
              this.#world.failed(new Error(`I1: a fact was not taken: ${JSON.stringify(outcomes)}`));
          },
          () => void clock.setTimeout(attempt, random.between(100, 5_000)),
        );
    };
    attempt();
  }

  #message(): MessageFact {
    const { random, clock } = this.#world;
    const phone = random.pick(customers);
    const ids = this.written.get(phone) ?? new Set();
    this.written.set(phone, ids);
    const providerId = `wamid.in.${phone.slice(-3)}.${ids.size + 1}`;
    ids.add(providerId);
    return {
      fact: "message",
      providerId,
      at: new Date(clock.now() - random.between(0, 5_000)).toISOString(),
      from: {
        aliases: [{ kind: "phone", value: phone }],
        name: random.pick([null, `Customer ${phone.slice(-1)}`, `C. ${phone.slice(-1)}`]),
      },
      type: "text",
      body: `body of ${providerId}`,
      subject: null,
      content: null,
      attachments: [],
      quotes: null,
      fromAd: false,
      raw: `{"id":"${providerId}"}`,
    };
  }
}
