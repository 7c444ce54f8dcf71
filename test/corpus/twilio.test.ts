import { env } from "cloudflare:workers";
import { describe, expect, inject, it } from "vitest";
import { sealSecrets } from "../../src/channels/secrets.ts";
import { parseTwilio } from "../../src/channels/sms/parse.ts";
import { hubOf, newOrg } from "../http/meta-app.ts";
import { authToken, postForm } from "../http/twilio.ts";
import type { Sample } from "./prepare.ts";
import { stateOf } from "./state.ts";

declare module "vitest" {
  interface ProvidedContext {
    twilioCorpus: Sample[];
  }
}

/** Every file as Twilio would post it to one number: with an id of its own, which the examples share. */
function prepared(number: string): { name: string; params: Record<string, string> }[] {
  return inject("twilioCorpus").map(({ name, body }) => {
    const given = JSON.parse(body) as Record<string, string>;
    const isStatus = given["MessageStatus"] !== undefined;
    const side = isStatus ? { From: number, To: given["From"] ?? "+1" } : { To: number };
    const sid = `${given["MessageSid"] ?? given["SmsSid"] ?? ""}~${name}`.slice(-200);
    return { name, params: { ...given, AccountSid: "ACcorpus", ...side, MessageSid: sid } };
  });
}

async function run(number: string, order: (all: ReturnType<typeof prepared>) => ReturnType<typeof prepared>) {
  const org = await newOrg();
  const connected = await hubOf(org).connectChannel({ type: "agent", agentId: `owner-${org}` }, crypto.randomUUID(), {
    channel: "sms",
    name: number,
    externalId: number,
    address: number,
    accountId: "ACcorpus",
    ownApp: false,
    sealedSecrets: await sealSecrets(env.SECRETS_KEYS, { authToken }),
  });
  if (!connected.ok) throw new Error(JSON.stringify(connected));
  await hubOf(org).project();
  const path = `/webhooks/twilio/${connected.value.id}`;
  for (let copy = 0; copy < 2; copy += 1)
    for (const { name, params } of order(prepared(number)))
      expect((await postForm(path, params)).status, name).toBe(200);
  return org;
}

/** Twilio tells no times: those of the receipt differ from run to run, and with them which of two names is the later. */
async function timeless(org: string) {
  const text = JSON.stringify(await stateOf(org));
  return JSON.parse(text, (key, value: unknown) =>
    ["timestamp", "lastInboundAt", "windowClosesAt", "channel", "name"].includes(key) ? null : value,
  ) as Awaited<ReturnType<typeof stateOf>>;
}

describe("Twilio's webhooks from elsewhere", () => {
  it.each(prepared("+15550000000"))("A5 I13: $name becomes a fact", ({ params }) => {
    const parsed = parseTwilio(new URLSearchParams(params), new Date().toISOString());
    expect(parsed.ok && parsed.groups[0]?.facts.length).toBeGreaterThan(0);
  });

  it("A5 A7 I1 I2: each has an outcome, none fails; twice and in reverse order they come to the same state", async () => {
    const forward = await run("+15550000001", (all) => all);
    const { hours } = await hubOf(forward).ingestReport();
    expect(hours.reduce((sum, hour) => sum + hour.failed, 0)).toBe(0);
    const once = await timeless(forward);
    expect(once.messages.length).toBeGreaterThan(10);
    expect(await timeless(await run("+15550000002", (all) => all.toReversed()))).toEqual(once);
  });
});
