import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, vi } from "vitest";
import { storeMedia } from "../../src/http/store-media.ts";
import type { Env } from "../../src/env.ts";
import { mediaKey } from "../../src/media/bucket.ts";
import { limits } from "../../src/protocol/limits.ts";
import type { Attachment, Message } from "../../src/protocol/records.ts";
import { timing } from "../../src/protocol/timing.ts";
import { hubCases, text, type TestOrg } from "./harness.ts";

const bindings = env as unknown as Env;
const address = "https://cdn.example.com/file";
const bytes = new TextEncoder().encode("%PDF-1.4 a document of a customer");

/** How the provider answers; what it was asked, by path. */
let describe: () => Response | Promise<Response>;
let give: () => Response | Promise<Response>;
let asked: string[] = [];

beforeEach(() => {
  asked = [];
  describe = () => Response.json({ url: address, mime_type: "application/pdf" });
  give = () => new Response(bytes);
  vi.stubGlobal("fetch", async (url: string) => {
    asked.push(url);
    if (url === address) return give();
    return url.includes("/messages") ? Response.json({ messages: [{ id: `wamid.${asked.length}` }] }) : describe();
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function document(providerId: string) {
  const attachment: Attachment = {
    id: `${providerId}:0`,
    type: "document",
    state: "loading",
    mimeType: "application/pdf",
    filename: "offer.pdf",
    sizeBytes: null,
    providerMediaId: `media-${providerId}`,
    url: null,
  };
  return text(providerId, { type: "document", body: "", attachments: [attachment] });
}

async function attachment(org: TestOrg): Promise<Attachment | undefined> {
  return (await org.messages())[0]?.attachments[0];
}

async function settled(org: TestOrg, state: Attachment["state"]): Promise<Attachment> {
  return vi.waitFor(async () => {
    const found = await attachment(org);
    expect(found?.state).toBe(state);
    return found as Attachment;
  });
}

async function jobs(org: TestOrg): Promise<{ id: string; attempt: number; due: number; started_at: number | null }[]> {
  return org.rows("SELECT id, attempt, due, started_at FROM job");
}

/** A try has failed and the next one waits. */
async function postponed(org: TestOrg, attempt: number): Promise<number> {
  return vi.waitFor(async () => {
    const [job] = await jobs(org);
    expect(job).toMatchObject({ attempt, started_at: null });
    return job?.due ?? 0;
  });
}

/**
 * An answer that waits until the test opens it. It looks by itself: what a test resolves would go on outside of the
 * object, where it may not write.
 */
function gate(): { open: () => void; wait: () => Promise<Response> } {
  let isOpen = false;
  return {
    open: () => (isOpen = true),
    async wait() {
      while (!isOpen) await new Promise((resolve) => setTimeout(resolve, 5));
      return Response.json({ url: address, mime_type: "application/pdf" });
    },
  };
}

const busy = () => Response.json({ error: { code: 80007, message: "busy" } }, { status: 429 });

hubCases("media", (hubCase) => {
  hubCase("M1 A8: a customer's file is there as loading at once, and then whole; all see both", async (org) => {
    const ana = await org.connect("ana");
    await ana.hello();
    const held = gate();
    describe = held.wait;
    expect(await org.hub.ingest(org.batch([document("a")]))).toEqual([{ outcome: "stored", providerId: "a" }]);
    expect(await attachment(org)).toMatchObject({ state: "loading", sizeBytes: null });
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    held.open();
    const ready = await settled(org, "ready");
    expect(ready).toMatchObject({
      id: `${org.channel.id}:a:0`,
      sizeBytes: bytes.byteLength,
      mimeType: "application/pdf",
      filename: "offer.pdf",
      url: `/api/orgs/${org.id}/media/${encodeURIComponent(ready.id)}`,
    });
    const object = await bindings.MEDIA.get(mediaKey(org.id, ready.id));
    expect(new Uint8Array((await object?.arrayBuffer()) ?? new ArrayBuffer())).toEqual(bytes);
    await ana.until(() => ana.events().some(({ event }) => event === "message:updated"));
    const record = ana
      .changes()
      .at(-1)
      ?.records.find((one): one is Message => one.kind === "message");
    expect(record?.attachments[0]).toMatchObject({ state: "ready" });
    await org.step();
    expect(await jobs(org)).toEqual([]);
  });

  hubCase("I1: a message that comes twice has its file fetched once", async (org) => {
    await org.hub.ingest(org.batch([document("a")]));
    await settled(org, "ready");
    await org.step();
    expect(await org.ingest(document("a"))).toEqual([{ outcome: "duplicate", providerId: "a" }]);
    expect(await jobs(org)).toEqual([]);
    expect(asked.filter((url) => url === address)).toHaveLength(1);
  });

  hubCase("M2 I11: a download that the hub did not live to see is tried again, with a fresh address", async (org) => {
    vi.useFakeTimers({ toFake: ["Date"] });
    describe = busy;
    await org.hub.ingest(org.batch([document("a")]));
    await postponed(org, 1);
    // As a hub leaves it that is gone in the middle of a try.
    await org.rows("UPDATE job SET started_at = ?", Date.now());
    await org.evict();
    describe = () => Response.json({ url: address });
    // Woken, it puts the job back; at its time it is done.
    await org.hub.health();
    await org.ring(Date.now() + timing.jobRetryMaxMs);
    await settled(org, "ready");
    expect(asked).toEqual([asked[0], asked[0], address]);
  });

  hubCase("M2 I12: a slow file holds up neither messages nor other files", async (org) => {
    const gates = [gate(), gate()];
    const held = gates.map(({ wait }) => wait);
    describe = () => held.shift()?.() ?? Response.json({ url: address });
    await org.hub.ingest(org.batch([document("a"), document("b"), document("c"), text("d")]));
    await vi.waitFor(() => expect(asked).toHaveLength(limits.jobsAtOnce));
    expect((await org.messages()).map(({ providerId }) => providerId)).toEqual(["a", "b", "c", "d"]);
    gates[0]?.open();
    // The place that it leaves is the third's.
    await vi.waitFor(async () => expect((await org.messages())[2]?.attachments[0]?.state).toBe("ready"));
    gates[1]?.open();
    await vi.waitFor(async () => expect((await org.messages())[1]?.attachments[0]?.state).toBe("ready"));
  });

  hubCase("M2 A8: what is not given now is asked for again, until a week is over", async (org) => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const start = Date.now();
    describe = busy;
    await org.hub.ingest(org.batch([document("a")]));
    const due = await postponed(org, 1);
    expect(due).toBeLessThanOrEqual(Date.now() + 2 * timing.jobRetryBaseMs);
    await org.step();
    await org.ring(due);
    await postponed(org, 2);
    expect(await attachment(org)).toMatchObject({ state: "loading" });
    await org.ring(start + timing.mediaGiveUpMs);
    const failed = await settled(org, "failed");
    expect(failed.error).toMatchObject({ code: "80007", message: expect.any(String), advice: expect.any(String) });
    expect(await jobs(org)).toEqual([]);
  });

  hubCase("D6: a file that is gone has failed, with a reason; an agent can ask again", async (org) => {
    describe = () => Response.json({ error: { code: 100, error_subcode: 33, message: "gone" } }, { status: 400 });
    await org.hub.ingest(org.batch([document("a")]));
    const { id, error } = await settled(org, "failed");
    expect(error).toMatchObject({ code: "100", advice: "Ask the customer to send it again." });
    await org.step();
    describe = () => Response.json({ url: address });
    const again = await org.hub.retryMedia({ type: "agent", agentId: "ben" }, id);
    expect(again).toMatchObject({ ok: true, value: { state: "loading" } });
    expect((await settled(org, "ready")).error).toBeUndefined();
    await org.step();
    const seen = await org.hub.retryMedia({ type: "agent", agentId: "ben" }, id);
    expect(seen).toMatchObject({ ok: true, value: { state: "ready" } });
    expect(await org.hub.retryMedia({ type: "agent", agentId: "ben" }, "another")).toMatchObject({ code: "not_found" });
  });

  hubCase("I13: a file that is not what its checksum says, or is empty, is not kept", async (org) => {
    for (const [described, given] of [
      [{ url: address, sha256: "0".repeat(64) }, bytes],
      [{ url: address }, new Uint8Array()],
    ] as const) {
      const providerId = crypto.randomUUID();
      describe = () => Response.json(described);
      give = () => new Response(given);
      await org.hub.ingest(org.batch([document(providerId)]));
      await vi.waitFor(async () =>
        expect((await jobs(org)).find(({ id }) => id.includes(providerId))).toMatchObject({
          attempt: 1,
          started_at: null,
        }),
      );
      expect(await bindings.MEDIA.head(mediaKey(org.id, `${org.channel.id}:${providerId}:0`))).toBeNull();
    }
  });

  hubCase("M4 I13: a file whose address leads to a private network is not asked for", async (org) => {
    describe = () => Response.json({ url: "https://169.254.169.254/latest/meta-data" });
    await org.hub.ingest(org.batch([document("a")]));
    expect((await settled(org, "failed")).error).toMatchObject({ code: "private_address" });
    expect(asked).toHaveLength(1);
  });

  hubCase("I13: more than 100 MB are not read", async (org) => {
    const length = String(limits.mediaBytes + 1);
    give = () => new Response(bytes, { headers: { "content-length": length } });
    await org.hub.ingest(org.batch([document("a")]));
    expect((await settled(org, "failed")).error).toMatchObject({ code: "too_large" });
  });

  hubCase(
    "M8 D6: a reply takes its files with it; what was uploaded and not sent is deleted after a day",
    async (org) => {
      vi.useFakeTimers({ toFake: ["Date"] });
      const conversationId = await org.conversation();
      const uploader = { type: "agent", agentId: "ana" } as const;
      const upload = async () => {
        const stored = await storeMedia(bindings, org.id, bytes, { filename: "a.pdf", declaredType: null, uploader });
        if (!stored.ok) throw new Error(stored.why);
        return stored.attachment;
      };
      const [sent, left] = [await upload(), await upload()];
      await org.step();
      const payload = { conversationId, body: "", attachments: [sent.id] };
      const answer = await org.execute("ana", { command: "message:send", payload });
      expect(answer).toMatchObject({
        ok: true,
        value: { type: "document", attachments: [{ id: sent.id, state: "ready" }] },
      });
      await org.ring(Date.now() + timing.uploadTtlMs);
      await vi.waitFor(async () => expect(await bindings.MEDIA.head(mediaKey(org.id, left.id))).toBeNull());
      expect(await bindings.MEDIA.head(mediaKey(org.id, sent.id))).not.toBeNull();
      const gone = await org.execute("ana", {
        command: "message:send",
        payload: { ...payload, attachments: [left.id] },
      });
      expect(gone).toMatchObject({ ok: false, code: "not_found" });
      // A day later the window is closed until the customer writes.
      await org.ingest(text("later"));
      const again = await org.execute("ana", { command: "message:send", payload });
      expect(again.ok).toBe(true);
    },
  );

  hubCase("M5 T8: a file is seen by those who see a message that has it", async (org) => {
    await org.hub.ingest(org.batch([document("a")]));
    const { id } = await settled(org, "ready");
    const { id: conversationId } = await org.onlyConversation();
    await org.hub.updateSettings({ type: "agent", agentId: "ana" }, { limitedRoles: ["agent"] });
    await org.execute("ana", { command: "conversation:assign", payload: { conversationId, agentId: "ana" } });
    expect((await org.hub.media({ type: "agent", agentId: "ben" }, id)).ok).toBe(true);
    const team = await org.hub.editCatalog({ type: "agent", agentId: "ana" }, "team", {
      kind: "team",
      edit: "create",
      body: { name: "Sales", agentIds: ["ana"] },
    });
    if (!team.ok) throw new Error(team.message);
    await org.execute("ana", { command: "conversation:assign", payload: { conversationId, teamId: team.value.id } });
    expect(await org.hub.media({ type: "agent", agentId: "ben" }, id)).toMatchObject({ ok: false, code: "not_found" });
    expect((await org.hub.media({ type: "agent", agentId: "ana" }, id)).ok).toBe(true);
  });
});
