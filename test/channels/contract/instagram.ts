import { parseInstagram } from "../../../src/channels/instagram/parse.ts";
import { instagram } from "../../../src/channels/instagram/send.ts";
import { type AdapterCase, channelOf, json, receivedAt } from "./case.ts";
import { verifyMeta } from "./whatsapp.ts";

const refusal = (status: number, code: number, message = "m", error_subcode?: number) =>
  json(status, { error: { code, message, ...(error_subcode === undefined ? {} : { error_subcode }) } });
const item = (message: object) => ({
  sender: { id: "1234567890" },
  recipient: { id: "17841400000000001" },
  timestamp: Date.parse(receivedAt),
  message,
});

export const instagramCase: AdapterCase = {
  name: "instagram",
  adapter: instagram,
  channel: channelOf({ channel: "instagram", externalId: "17841400000000001", accountId: null }),
  secrets: { accessToken: "token-that-nobody-sees" },
  secret: "token-that-nobody-sees",
  without: { secrets: {} },
  to: [{ kind: "instagram_id", value: "1234567890" }],
  answers: {
    accepted: (id) => json(200, { recipient_id: "1234567890", message_id: id }),
    rejected: () => refusal(400, 10, "outside of allowed window", 2534022),
    rejectedCode: "10",
    stopped: (secret) => refusal(401, 190, `Cannot parse access token ${secret}`),
    rateLimited: () => refusal(429, 613),
    unavailable: () => refusal(500, 2),
  },
  knownBy: (id) => id,
  verify: verifyMeta,
  read: async (messaging) => {
    const parsed = parseInstagram({ object: "instagram", entry: [{ id: "17841400000000001", messaging }] }, receivedAt);
    return { facts: parsed.ok ? parsed.groups.flatMap((group) => group.facts) : [], files: [] };
  },
  items: {
    text: (mid, text) => item({ mid, text }),
    unknown: (mid) => item({ mid, attachments: [{ type: "hologram", payload: {} }] }),
    broken: () => 7,
  },
  unknownBy: (id) => id,
  longId: "ignored",
};
