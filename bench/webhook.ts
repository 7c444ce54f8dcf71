import { createHmac } from "node:crypto";

/** A webhook as Meta sends it, ready to be posted. */
export interface Webhook {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Provider ids of its messages. */
  readonly ids: readonly string[];
}

interface Target {
  readonly appSecret: string;
  readonly phoneNumberId: string;
}

export interface Said {
  readonly id: string;
  /** Digits. */
  readonly from: string;
}

export function messagesWebhook(target: Target, said: readonly Said[]): Webhook {
  const names = new Map(said.map(({ from }) => [from, { wa_id: from, profile: { name: `Customer ${from}` } }]));
  const timestamp = String(Math.floor(Date.now() / 1000));
  const messages = said.map(({ id, from }) => ({
    from,
    id,
    timestamp,
    type: "text",
    text: { body: `Where is my order? It should have been here by now. (${id})` },
  }));
  return { ...signed(target, { contacts: [...names.values()], messages }), ids: said.map(({ id }) => id) };
}

export function statusWebhook(
  target: Target,
  providerId: string,
  status: "sent" | "delivered" | "read",
  to: string,
): Webhook {
  const timestamp = String(Math.floor(Date.now() / 1000));
  return { ...signed(target, { statuses: [{ id: providerId, status, timestamp, recipient_id: to }] }), ids: [] };
}

function signed({ appSecret, phoneNumberId }: Target, parts: Record<string, unknown>): Omit<Webhook, "ids"> {
  const value = {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "34910000000", phone_number_id: phoneNumberId },
    ...parts,
  };
  const body = JSON.stringify({
    object: "whatsapp_business_account",
    entry: [{ id: "900", changes: [{ field: "messages", value }] }],
  });
  const signature = createHmac("sha256", appSecret).update(body).digest("hex");
  return { body, headers: { "content-type": "application/json", "x-hub-signature-256": `sha256=${signature}` } };
}

/**
 * What customers write: lane by lane, each lane's messages numbered, so that order can be checked where they
 * arrive. An id is `<run>.<lane>.<number>`; a lane has `customersPerLane` customers, who write in turn.
 */
export class Customers {
  readonly #run = Math.random().toString(36).slice(2, 8);
  readonly #numbers: number[] = [];
  readonly #customersPerLane: number;
  readonly sent = new Set<string>();

  constructor(customersPerLane: number) {
    this.#customersPerLane = customersPerLane;
  }

  /** Lanes beyond a hundred share their customers. */
  say(lane: number, count: number): Said[] {
    return Array.from({ length: count }, () => {
      const number = (this.#numbers[lane] ?? 0) + 1;
      this.#numbers[lane] = number;
      const id = `${this.#run}.${lane}.${number}`;
      this.sent.add(id);
      const from = `346${String(lane % 100).padStart(3, "0")}${String(number % this.#customersPerLane).padStart(5, "0")}`;
      return { id, from };
    });
  }
}
