import { createHmac } from "node:crypto";
import { expect } from "vitest";
import type { Channel } from "../../../src/protocol/records.ts";
import type { AgentWindow } from "./agent-window.ts";
import type { LocalParley } from "./local-parley.ts";

/** Another number of the demo's org, with an app of its own, which the simulator does not play. */
export class OtherNumber {
  static readonly #secret = "secret of a number with its own app";
  readonly #parley: LocalParley;
  readonly #channel: Channel;

  private constructor(parley: LocalParley, channel: Channel) {
    this.#parley = parley;
    this.#channel = channel;
  }

  static async connect(parley: LocalParley, owner: AgentWindow, name: string): Promise<OtherNumber> {
    const data = {
      channel: "whatsapp",
      name,
      phoneNumberId: "105550000000077",
      wabaId: "205550000000077",
      address: "+12025550177",
      accessToken: "a token",
      appSecret: OtherNumber.#secret,
      verifyToken: "a word",
    };
    const answer = await owner.page.request.post(`${parley.url}/api/orgs/acme/channels`, { data });
    expect(answer.status()).toBe(201);
    return new OtherNumber(parley, (await answer.json()) as Channel);
  }

  /** A customer writes to it. */
  async receives(customer: { from: string; name: string }, text: string): Promise<void> {
    const { id, externalId, accountId } = this.#channel;
    const from = customer.from.slice(1);
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const value = {
      messaging_product: "whatsapp",
      metadata: { display_phone_number: "12025550177", phone_number_id: externalId },
      contacts: [{ profile: { name: customer.name }, wa_id: from }],
      messages: [{ from, id: `wamid.${text}`, timestamp, type: "text", text: { body: text } }],
    };
    const entry = [{ id: accountId, changes: [{ field: "messages", value }] }];
    const body = JSON.stringify({ object: "whatsapp_business_account", entry });
    const mac = createHmac("sha256", OtherNumber.#secret).update(body).digest("hex");
    const headers = { "content-type": "application/json", "x-hub-signature-256": `sha256=${mac}` };
    const answer = await fetch(`${this.#parley.url}/webhooks/meta/${id}`, { method: "POST", body, headers });
    expect(answer.status).toBe(200);
  }
}
