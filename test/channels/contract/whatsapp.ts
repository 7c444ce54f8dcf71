import { createHmac } from "node:crypto";
import { parseWhatsApp } from "../../../src/channels/whatsapp/parse.ts";
import { whatsapp } from "../../../src/channels/whatsapp/send.ts";
import { isSigned } from "../../../src/channels/whatsapp/verify.ts";
import { type AdapterCase, channelOf, json, receivedAt } from "./case.ts";

const seconds = String(Date.parse(receivedAt) / 1_000);
const refusal = (status: number, code: number, message = "m") => json(status, { error: { code, message } });
const item = (id: string, parts: object) => ({ from: "34600111222", id, timestamp: seconds, ...parts });

export const whatsappCase: AdapterCase = {
  name: "whatsapp",
  adapter: whatsapp,
  channel: channelOf({ channel: "whatsapp", externalId: "700100", accountId: "900" }),
  secrets: { accessToken: "token-that-nobody-sees" },
  secret: "token-that-nobody-sees",
  without: { secrets: {} },
  to: [{ kind: "phone", value: "34600111222" }],
  answers: {
    accepted: (id) => json(200, { messages: [{ id }] }),
    rejected: () => refusal(400, 131026),
    rejectedCode: "131026",
    stopped: (secret) => refusal(401, 190, `Malformed access token ${secret}`),
    rateLimited: () => refusal(429, 130429),
    unavailable: () => refusal(500, 131016),
  },
  knownBy: (id) => id,
  verify: (made) => verifyMeta(made),
  read: async (messages) => {
    const metadata = { display_phone_number: "34910000000", phone_number_id: "700100" };
    const changes = [{ field: "messages", value: { metadata, messages } }];
    const parsed = parseWhatsApp({ object: "whatsapp_business_account", entry: [{ id: "900", changes }] }, receivedAt);
    return { facts: parsed.ok ? parsed.groups.flatMap((group) => group.facts) : [], files: [] };
  },
  items: {
    text: (id, body) => item(id, { type: "text", text: { body } }),
    unknown: (id) => item(id, { type: "hologram", hologram: { id: "h" } }),
    broken: () => 7,
  },
  unknownBy: (id) => id,
  longId: "ignored",
};

/** WhatsApp and Instagram come through one door, with one signature. */
export function verifyMeta(made: Parameters<AdapterCase["verify"]>[0]): Promise<boolean> {
  const body = new TextEncoder().encode('{"object":"x"}');
  const sign = (secret: string) => `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
  const received = made === "changed" ? new TextEncoder().encode('{"object":"y"}') : body;
  const header = made === "unsigned" ? undefined : sign(made === "with another secret" ? "other" : "secret");
  return isSigned(received, header, ["secret"]);
}
