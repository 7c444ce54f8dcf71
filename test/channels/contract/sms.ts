import { createHmac } from "node:crypto";
import { parseTwilio } from "../../../src/channels/sms/parse.ts";
import { sms } from "../../../src/channels/sms/send.ts";
import { isSignedByTwilio } from "../../../src/channels/sms/verify.ts";
import { type AdapterCase, channelOf, json, receivedAt } from "./case.ts";

const accountSid = `AC${"1".repeat(32)}`;
const refusal = (status: number, code: number, message = "m") => json(status, { code, message, status });
const item = (params: Record<string, string>) => ({
  AccountSid: accountSid,
  From: "+34600111222",
  To: "+12025550199",
  ...params,
});

export const smsCase: AdapterCase = {
  name: "sms",
  adapter: sms,
  channel: channelOf({ channel: "sms", externalId: "+12025550199", accountId: accountSid }),
  secrets: { authToken: "token-that-nobody-sees" },
  secret: "token-that-nobody-sees",
  without: { secrets: {} },
  to: [{ kind: "phone", value: "34600111222" }],
  answers: {
    accepted: (sid) => json(201, { sid, status: "queued" }),
    rejected: () => refusal(400, 21610),
    rejectedCode: "21610",
    stopped: (secret) => refusal(401, 20003, `Authenticate ${secret}`),
    rateLimited: () => refusal(429, 20429),
    unavailable: () => refusal(503, 20503),
  },
  knownBy: (id) => id,
  verify: (made) => {
    const url = "https://inbox.example/webhooks/twilio/channel-1";
    const params = { Body: "Olá 👋", From: "+1", ZNewParameter: "grows" };
    const signed = `${url}BodyOlá 👋From+1ZNewParametergrows`;
    const secret = made === "with another secret" ? "other" : "secret";
    const signature = createHmac("sha1", secret).update(signed, "utf8").digest("base64");
    const received = new URLSearchParams(made === "changed" ? { ...params, ZNewParameter: "x" } : params);
    return isSignedByTwilio(url, received, made === "unsigned" ? undefined : signature, "secret");
  },
  read: async (items) => {
    const facts = items.flatMap((one) => {
      const parsed = parseTwilio(new URLSearchParams(one as Record<string, string>), receivedAt);
      return parsed.ok ? parsed.groups.flatMap((group) => group.facts) : [];
    });
    return { facts, files: [] };
  },
  items: {
    text: (MessageSid, Body) => item({ MessageSid, Body }),
    unknown: (MessageSid) => item({ MessageSid, Body: "", MessageType: "hologram", NumMedia: "0" }),
    // A form without an id is no webhook of Twilio's (Do9): this one has an id that nothing can be stored by.
    broken: () => item({ MessageSid: "x".repeat(2_000), Body: "with an unusable id" }),
  },
  unknownBy: (id) => id,
  longId: "ignored",
};
