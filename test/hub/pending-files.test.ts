import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, vi } from "vitest";
import type { Env } from "../../src/env.ts";
import { storeMedia } from "../../src/http/store-media.ts";
import type { Actor } from "../../src/hub/rpc.ts";
import { limits } from "../../src/protocol/limits.ts";
import type { Attachment } from "../../src/protocol/records.ts";
import { timing } from "../../src/protocol/timing.ts";
import { hubCases, text, type TestOrg } from "./harness.ts";

const bindings = env as unknown as Env;
const bytes = new TextEncoder().encode("%PDF-1.4 a document");
const ana: Actor = { type: "agent", agentId: "ana" };
const ben: Actor = { type: "agent", agentId: "ben" };
const program: Actor = { type: "apiKey", keyId: "key" };

beforeEach(() => vi.stubGlobal("fetch", async () => Response.json({ messages: [{ id: crypto.randomUUID() }] })));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function stored(org: TestOrg, uploader: Actor | null, id?: string): Promise<Attachment> {
  const file = { filename: "a.pdf", declaredType: null, uploader, ...(id === undefined ? {} : { id }) };
  const answer = await storeMedia(bindings, org.id, bytes, file);
  if (!answer.ok) throw new Error(answer.why);
  return answer.attachment;
}

/** A team of Ana's alone, to which agents are limited from now on. */
async function hide(org: TestOrg, conversationId: string): Promise<void> {
  await org.hub.updateSettings(ana, { limitedRoles: ["agent"] });
  const body = { name: "Sales", agentIds: ["ana"] };
  const team = await org.hub.editCatalog(ana, "team", { kind: "team", edit: "create", body });
  if (!team.ok) throw new Error(team.message);
  const answer = await org.execute("ana", {
    command: "conversation:assign",
    payload: { conversationId, teamId: team.value.id },
  });
  expect(answer.ok).toBe(true);
}

const missing = { ok: false, code: "not_found" };

hubCases("files that are in no message yet, and those of hidden conversations", (hubCase) => {
  hubCase("M5: an upload is its uploader's alone", async (org) => {
    const conversationId = await org.conversation();
    const own = { ana: await stored(org, ana), ben: await stored(org, ben), program: await stored(org, program) };
    const askers = { ana, ben, program };
    await org.step();
    for (const [whose, file] of Object.entries(own))
      for (const [who, actor] of Object.entries(askers)) {
        const seen = await org.hub.media(actor, file.id);
        expect([who, whose, seen.ok]).toEqual([who, whose, who === whose]);
        if (who !== whose) expect(await org.hub.retryMedia(actor, file.id)).toMatchObject(missing);
      }
    const payload = { conversationId, body: "", attachments: [own.ana.id] };
    expect(await org.execute("ben", { command: "message:send", payload })).toMatchObject(missing);
    expect((await org.execute("ana", { command: "message:send", payload })).ok).toBe(true);
    await org.step();
    expect((await org.hub.media(ben, own.ana.id)).ok).toBe(true);
  });

  hubCase("M5 T8: what was sent from an upload is out of sight with its conversation", async (org) => {
    const conversationId = await org.conversation();
    const file = await stored(org, ben);
    const payload = { conversationId, body: "", attachments: [file.id] };
    expect((await org.execute("ben", { command: "message:send", payload })).ok).toBe(true);
    await org.step();
    await hide(org, conversationId);
    expect(await org.hub.media(ben, file.id)).toMatchObject(missing);
    expect(await org.hub.retryMedia(ben, file.id)).toMatchObject(missing);
    expect((await org.hub.media(ana, file.id)).ok).toBe(true);
    const [other] = await org.ingest(
      text("another", { from: { aliases: [{ kind: "phone", value: "15550102" }], name: "Noor" } }),
    );
    expect(other).toMatchObject({ outcome: "stored" });
    const shown = (await org.conversations()).find(({ id }) => id !== conversationId);
    const onward = { ...payload, conversationId: shown?.id ?? "" };
    expect(await org.execute("ben", { command: "message:send", payload: onward })).toMatchObject(missing);
    // Nor are its bytes written over under the same id.
    expect(await storeMedia(bindings, org.id, bytes, { ...uploadOf(ben), id: file.id })).toMatchObject({
      refusal: { code: "conflict" },
    });
  });

  hubCase("M5 T8: what a mail brought is nobody's before its message, and then with its conversation", async (org) => {
    const file = await stored(org, null, "mail-file");
    for (const actor of [ana, ben, program]) expect(await org.hub.media(actor, file.id)).toMatchObject(missing);
    await org.step();
    await org.ingest(text("mail", { attachments: [file] }));
    expect((await org.hub.media(ben, file.id)).ok).toBe(true);
    await hide(org, (await org.onlyConversation()).id);
    expect(await org.hub.media(ben, file.id)).toMatchObject(missing);
    // The same mail once more stores the same file again.
    await stored(org, null, "mail-file");
    expect(await org.hub.media(ben, file.id)).toMatchObject(missing);
    expect((await org.hub.media(ana, file.id)).ok).toBe(true);
  });

  hubCase("M8: uploads without a message are bounded, an owner at a time, and a day ends them", async (org) => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const put = (n: number, actor: Actor) => org.hub.putMedia({ ...unknown, id: `${n}` }, actor);
    for (let n = 0; n < limits.pendingUploads; n += 1) expect((await put(n, ana)).ok).toBe(true);
    await org.step();
    expect(await put(9_000, ana)).toMatchObject({ ok: false, code: "too_many_requests" });
    // What is there already is told that its bytes are, and others have room of their own.
    expect((await put(0, ana)).ok).toBe(true);
    expect((await put(9_001, ben)).ok).toBe(true);
    const large = { ...unknown, id: "large", sizeBytes: limits.pendingUploadBytes };
    await org.hub.putMedia(large, program);
    expect(await put(9_002, program)).toMatchObject({ ok: false, code: "too_many_requests" });
    expect((await org.hub.putMedia({ ...unknown, id: "mail" }, null)).ok).toBe(true);
    await org.ring(Date.now() + timing.uploadTtlMs);
    expect((await put(9_000, ana)).ok).toBe(true);
  });
});

const uploadOf = (uploader: Actor) => ({ filename: "a.pdf", declaredType: null, uploader });

const unknown: Attachment = {
  id: "",
  type: "document",
  state: "loading",
  mimeType: null,
  filename: null,
  sizeBytes: null,
  providerMediaId: null,
  url: null,
};
