import { createHmac } from "node:crypto";
import { expect } from "vitest";
import { email } from "../../../src/channels/email/send.ts";
import { isSignedBySvix } from "../../../src/channels/email/verify.ts";
import { keys, mail, parsed } from "../email/mails.ts";
import { type AdapterCase, channelOf, json } from "./case.ts";

const refusal = (status: number, name: string, message = "m") => json(status, { statusCode: status, name, message });
interface Item {
  readonly raw: string;
  readonly sender: string | null;
}

/** Deeper than any reader of mail goes. */
const nested = (depth: number): string =>
  Array.from({ length: depth }, (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\n\n--b${at}\n`).join("");

export const emailCase: AdapterCase = {
  name: "email",
  adapter: email,
  channel: channelOf({ channel: "email", externalId: "support@acme.test", accountId: null }),
  secrets: { accessToken: "token-that-nobody-sees" },
  secret: "token-that-nobody-sees",
  mail: { binding: null, apiToken: "", isProved: true, keys },
  // The deployment's mail service stands in for a channel without a key of its own: there is none either.
  without: { secrets: {}, baseUrl: "", mail: { binding: null, apiToken: "", isProved: true, keys } },
  to: [{ kind: "email", value: "rosa@customer.test" }],
  answers: {
    accepted: (id) => json(200, { id }),
    rejected: () => refusal(422, "validation_error"),
    rejectedCode: "validation_error",
    stopped: (secret) => refusal(401, "invalid_api_key", `The key ${secret} is invalid`),
    rateLimited: () => refusal(429, "rate_limit_exceeded"),
    unavailable: () => refusal(500, "internal_server_error"),
  },
  // The service's own id is in no mail: what we named it comes back with bounces and answers.
  knownBy: () => expect.stringMatching(/^[0-9a-z]+-[0-9a-f]{20}@acme\.test$/),
  verify: (made) => {
    const body = new TextEncoder().encode('{"type":"email.delivered"}');
    const [id, timestamp] = ["msg_1", "1767225600"];
    const sign = (secret: string) =>
      `v1,${createHmac("sha256", Buffer.from(secret, "base64")).update(`${id}.${timestamp}.`).update(body).digest("base64")}`;
    const received = made === "changed" ? new TextEncoder().encode('{"type":"email.bounced"}') : body;
    const signature = made === "unsigned" ? undefined : sign(made === "with another secret" ? "b3RoZXI=" : "c2VjcmV0");
    const now = Number(timestamp) * 1_000;
    return isSignedBySvix(received, { id, timestamp, signature }, ["whsec_c2VjcmV0"], now);
  },
  read: async (items) => {
    const mails = await Promise.all(
      (items as Item[]).map(({ raw, sender }) => parsed(raw, { envelopeFrom: sender ?? "" })),
    );
    return {
      facts: mails.flatMap(({ facts }) => facts),
      files: mails.flatMap(({ files }) => files.map(({ bytes }) => new TextDecoder().decode(bytes))),
    };
  },
  items: {
    text: (id, text): Item => ({ raw: mail({ "Message-ID": `<${id}>` }, text), sender: "rosa@customer.test" }),
    unknown: (id): Item => ({
      raw: `From: rosa@customer.test\nMessage-ID: <${id}>\nX-Kind: hologram\n${nested(400)}`,
      sender: "rosa@customer.test",
    }),
    broken: (): Item => ({ raw: "Subject: from nobody\n\nHello", sender: null }),
  },
  // It could not be read, so its bytes are its name: a server that delivers it again delivers the same.
  unknownBy: () => expect.stringMatching(/^sha256-[0-9a-f]{64}$/),
  longId: "shortened",
};
