import { env } from "cloudflare:workers";
import { describe, expect, inject, it } from "vitest";
import { parseWhatsApp } from "../../src/channels/whatsapp/parse.ts";
import { connect, hubOf, newOrg, post } from "../http/meta-app.ts";
import { itemCount, numbersOf, prepare, type Sample } from "./prepare.ts";
import { stateOf } from "./state.ts";

declare module "vitest" {
  interface ProvidedContext {
    corpus: Sample[];
  }
}

const samples = inject("corpus");
const nowMs = Date.now();

async function orgWithNumbers(run: string): Promise<string> {
  const org = await newOrg();
  for (const { externalId, accountId } of numbersOf(samples, run)) await connect(org, externalId, accountId);
  return org;
}

async function postEach(webhooks: readonly Sample[]): Promise<void> {
  for (const { name, body } of webhooks) expect((await post(body)).status, name).toBe(200);
}

const factCount = (body: string) => {
  const parsed = parseWhatsApp(JSON.parse(body), new Date(nowMs).toISOString());
  return parsed.ok ? parsed.groups.flatMap((group) => group.facts).length : 0;
};

describe("webhooks from elsewhere", () => {
  it.each(samples)("A5 A11: every item of $name becomes a fact", ({ body }) => {
    expect(factCount(body)).toBeGreaterThanOrEqual(itemCount(body));
  });

  it("A5 A7 I13: each, byte for byte, gets its 200 and an outcome for every item; none fails or is left over", async () => {
    const org = await orgWithNumbers("");
    await postEach(samples);
    const { hours } = await hubOf(org).ingestReport();
    const counted = { stored: 0, duplicate: 0, ignored: 0, parked: 0, failed: 0 };
    for (const hour of hours)
      for (const name of Object.keys(counted) as (keyof typeof counted)[]) counted[name] += hour[name];
    const { failed, ...rest } = counted;
    expect(failed).toBe(0);
    expect(Object.values(rest).reduce((sum, count) => sum + count)).toBe(
      samples.reduce((sum, { body }) => sum + factCount(body), 0),
    );
    expect((await env.DB.prepare("SELECT id FROM parked_delivery").all()).results).toEqual([]);
  });

  it("I1 I2: twice and in reverse order they come to the same state", async () => {
    const [forward, reversed] = [await orgWithNumbers(" forward"), await orgWithNumbers(" reversed")];
    const inOrder = prepare(samples, " forward", nowMs);
    await postEach(inOrder);
    const once = await stateOf(forward);
    await postEach(inOrder);
    expect(await stateOf(forward)).toEqual(once);
    await postEach(prepare(samples, " reversed", nowMs).toReversed());
    await postEach(prepare(samples, " reversed", nowMs).toReversed());
    expect(once.messages.length).toBeGreaterThan(samples.length / 3);
    expect(await stateOf(reversed)).toEqual(once);
  });
});
