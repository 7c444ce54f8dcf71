import { describe, expect, inject, it } from "vitest";
import { parseInstagram } from "../../src/channels/instagram/parse.ts";
import { asId, asObject } from "../../src/channels/json.ts";
import { connectAccount, hubOf, newOrg, post } from "../http/meta-app.ts";
import type { Sample } from "./prepare.ts";
import { stateOf } from "./state.ts";

declare module "vitest" {
  interface ProvidedContext {
    instagramCorpus: Sample[];
  }
}

const nowMs = Date.now();

/** What is no webhook (an item alone, the body of a send) is put into one; each file's message has its own id. */
function prepared(run: string): { name: string; payload: object }[] {
  return inject("instagramCorpus").map(({ name, body }, index) => {
    const whole = asObject(JSON.parse(body)) ?? {};
    const payload = Array.isArray(whole.entry) ? whole : { object: "instagram", entry: [{ messaging: [whole] }] };
    const replaced = JSON.stringify(payload, (key, value: unknown) => {
      if (key === "timestamp") return nowMs - (index + 1) * 60_000;
      // The account is one for all, so that every file reaches the run's org.
      if (key === "recipient" && typeof value === "object") return { id: `ig${run}` };
      return key === "mid" && value !== "random_mid" ? `${String(value)}~${name}`.slice(-200) : value;
    });
    return { name, payload: JSON.parse(replaced) as object };
  });
}

const facts = (payload: unknown) => {
  const parsed = parseInstagram(payload, new Date(nowMs).toISOString());
  return parsed.ok ? parsed.groups.flatMap((group) => group.facts) : [];
};

describe("Instagram's webhooks from elsewhere", () => {
  it.each(prepared(" x"))("A5 I13: $name has a fact for every event", ({ payload }) => {
    expect(facts(payload).length).toBeGreaterThan(0);
  });

  it("A5 A7 I1 I2: each has an outcome, none fails; twice and in reverse order they come to the same state", async () => {
    const run = async (name: string, order: (all: ReturnType<typeof prepared>) => ReturnType<typeof prepared>) => {
      const org = await newOrg();
      for (const account of accountsOf(name)) await connectAccount(org, account);
      for (let copy = 0; copy < 2; copy += 1)
        for (const { name: file, payload } of order(prepared(name)))
          expect((await post(payload)).status, file).toBe(200);
      return org;
    };
    const forward = await run(" forward", (all) => all);
    const { hours } = await hubOf(forward).ingestReport();
    expect(hours.reduce((sum, hour) => sum + hour.failed, 0)).toBe(0);
    const once = await stateOf(forward);
    expect(once.messages.length).toBeGreaterThan(8);
    const reversed = await run(" reversed", (all) => all.toReversed());
    expect(await stateOf(reversed)).toEqual(once);
  });
});

/** Those that the payloads' own sides name: an echo is by its sender. */
function accountsOf(run: string): Set<string> {
  const found = new Set<string>([`ig${run}`]);
  for (const { payload } of prepared(run)) {
    const parsed = parseInstagram(payload, new Date(nowMs).toISOString());
    if (parsed.ok)
      for (const { externalId } of parsed.groups) if (asId(externalId)?.endsWith(run)) found.add(externalId ?? "");
  }
  return found;
}
