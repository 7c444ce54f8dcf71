import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as provider from "./provider.ts";
import { number } from "./provider.ts";
import { simulated } from "./simulated.ts";

const running = simulated([number]);

const control = (path: string, body?: unknown) => provider.control(running.simulator, path, body);
const authorized = (token = number.accessToken) => ({ headers: { authorization: `Bearer ${token}` } });
const graph = (path: string) => `${running.simulator.url}/v25.0/${path}`;

/** The media object of the next webhook. */
async function webhookFile(
  type: string,
  given: object = {},
): Promise<{ id: string; sha256: string; mime_type: string }> {
  await control("inbound", { from: "+12025550123", type, ...given });
  const [webhook] = await running.parley.count(1);
  const message = JSON.parse(webhook?.body ?? "").entry[0].changes[0].value.messages[0];
  return message[type === "voice" ? "audio" : type];
}

describe("files at the Graph API look-alike", () => {
  it.each(["image", "audio", "voice", "video", "document", "sticker"])(
    "D6 a customer's %s is where the webhook says, for the number's token alone",
    async (type) => {
      const { id, sha256, mime_type } = await webhookFile(type);
      const path = `${id}?phone_number_id=${number.phoneNumberId}`;
      expect((await fetch(graph(path), authorized("other"))).status).toBe(401);
      const described = (await (await fetch(graph(path), authorized())).json()) as { url: string };
      expect(described).toMatchObject({ id, sha256, mime_type });
      expect((await fetch(described.url)).status).toBe(401);
      const bytes = new Uint8Array(await (await fetch(described.url, authorized())).arrayBuffer());
      expect(createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
      expect((await fetch(described.url.replace(/until=\d+/, "until=1"), authorized())).status).toBe(404);
    },
  );

  it("D6 a script's own bytes; faults once", async () => {
    const { id } = await webhookFile("image", { media: { base64: "AQID", mimeType: "image/png" } });
    const path = graph(`${id}?phone_number_id=${number.phoneNumberId}`);
    await control("faults", { kind: "media_gone" });
    expect((await fetch(path, authorized())).status).toBe(400);
    const { url } = (await (await fetch(path, authorized())).json()) as { url: string };
    expect([...new Uint8Array(await (await fetch(url, authorized())).arrayBuffer())]).toEqual([1, 2, 3]);
  });

  it("D6 takes an upload, and a message that names it", async () => {
    const form = new FormData();
    form.set("messaging_product", "whatsapp");
    form.set("file", new File([Uint8Array.of(7, 8)], "a.png", { type: "image/png" }));
    const upload = await fetch(graph(`${number.phoneNumberId}/media`), { method: "POST", body: form, ...authorized() });
    const { id } = (await upload.json()) as { id: string };
    const message = { messaging_product: "whatsapp", to: "12025550123", type: "image", image: { id } };
    expect(await provider.send(running.simulator, message)).toMatchObject({ status: 200 });
    const unknown = await provider.send(running.simulator, { ...message, image: { id: "1" } });
    expect(unknown).toMatchObject({ status: 400, body: { error: { code: 131053 } } });
    const kept = await fetch(`${running.simulator.url}/control/media/${id}`);
    expect([...new Uint8Array(await kept.arrayBuffer())]).toEqual([7, 8]);
    const log = await control("sent");
    expect(JSON.stringify(log)).toContain('"size":2');
  });
});
