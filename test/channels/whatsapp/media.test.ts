import { describe, expect, it } from "vitest";
import type { MediaRequest, OutgoingFile, SendRequest } from "../../../src/channels/channel.ts";
import { uploadBytesMax } from "../../../src/channels/whatsapp/media.ts";
import { whatsapp } from "../../../src/channels/whatsapp/send.ts";
import type { Attachment, Channel, Message } from "../../../src/protocol/records.ts";

const accessToken = "test-access-token";
const baseUrl = "https://graph.example.com/v25.0";
const channel = { externalId: "700100" } as Channel;

function attachment(change: Partial<Attachment> = {}): Attachment {
  return {
    id: "m",
    type: "image",
    state: "ready",
    mimeType: "image/png",
    filename: "photo.png",
    sizeBytes: 3,
    providerMediaId: "900",
    url: null,
    ...change,
  };
}

type Answer = Response | (() => never);
/** Answers in order; what was asked. */
function provider(...answers: Answer[]) {
  const asked: { url: string; init: RequestInit }[] = [];
  const fetcher: typeof fetch = async (url, init) => {
    asked.push({ url: String(url), init: init ?? {} });
    const answer = answers.shift();
    if (answer === undefined) throw new TypeError("nobody answers");
    return typeof answer === "function" ? answer() : answer;
  };
  return { asked, fetcher };
}

const error = (status: number, code: number, subcode?: number) =>
  Response.json({ error: { code, error_subcode: subcode, message: `no: ${accessToken}` } }, { status });

describe("D6: a customer's file from WhatsApp", () => {
  const request: MediaRequest = {
    channel,
    baseUrl,
    secrets: { accessToken },
    attachment: attachment(),
    sourceUrl: null,
  };
  const fetchMedia = async (...answers: Answer[]) => {
    const { asked, fetcher } = provider(...answers);
    return { asked, verdict: await whatsapp.fetchMedia?.(request, fetcher, 1_000) };
  };
  const described = () => Response.json({ url: "https://cdn.example.com/1", mime_type: "image/png", sha256: "ab" });

  it("is asked for its address, which takes the token too", async () => {
    const { asked, verdict } = await fetchMedia(described(), new Response("png"));
    expect(verdict).toMatchObject({ verdict: "found", mimeType: "image/png", sha256: "ab" });
    expect(asked.map(({ url }) => url)).toEqual([`${baseUrl}/900?phone_number_id=700100`, "https://cdn.example.com/1"]);
    for (const { init } of asked) expect(new Headers(init.headers).get("authorization")).toBe(`Bearer ${accessToken}`);
  });

  it("an address that has ended is tried again, with a fresh one", async () => {
    const { verdict } = await fetchMedia(described(), new Response(null, { status: 404 }));
    expect(verdict).toMatchObject({ verdict: "retry" });
  });

  it("J2: one that is gone says so in words, without the token", async () => {
    const { verdict } = await fetchMedia(error(400, 100, 33));
    expect(verdict).toMatchObject({
      verdict: "gone",
      error: { code: "100", advice: expect.stringContaining("again") },
    });
    expect(JSON.stringify(verdict)).not.toContain(accessToken);
    expect((await fetchMedia(new Response(null, { status: 404 }))).verdict).toMatchObject({ verdict: "gone" });
  });

  it("what may mend itself is tried again: an expired token, a busy provider, a broken connection", async () => {
    for (const answer of [
      error(401, 190),
      error(429, 80007),
      new Response(null, { status: 502 }),
      () => {
        throw new TypeError("cut");
      },
    ])
      expect((await fetchMedia(answer)).verdict).toMatchObject({ verdict: "retry" });
  });
});

describe("D6: a file to the customer over WhatsApp", () => {
  const file = (change: Partial<Attachment> = {}): OutgoingFile => ({
    attachment: attachment(change),
    bytes: async () => Uint8Array.of(1, 2, 3),
    publicUrl: async () => "https://parley.example/api/media/o/m?signature=1",
  });
  const send = async (files: OutgoingFile[], body: string, ...answers: Answer[]) => {
    const { asked, fetcher } = provider(...answers);
    const attachments = files.map((one) => one.attachment);
    const message = { id: "m-1", type: attachments[0]?.type, body, attachments } as unknown as Message;
    const to = [{ kind: "phone" as const, value: "34600111222" }];
    const request: SendRequest = {
      channel,
      baseUrl,
      secrets: { accessToken },
      message,
      to,
      orgId: "org",
      answers: null,
      files,
      lastInboundAt: null,
      publicUrl: "https://parley.example",
      quotes: null,
      attempt: 1,
    };
    return { asked, verdict: await whatsapp.send(request, fetcher, 1_000) };
  };
  const uploaded = () => Response.json({ id: "4711" });
  const accepted = () => Response.json({ messages: [{ id: "wamid.1" }] });
  const sent = (asked: { init: RequestInit }[]) => JSON.parse(String(asked.at(-1)?.init.body)) as unknown;

  it("is uploaded, and sent by its id with the text as caption", async () => {
    const { asked, verdict } = await send([file()], "Look", uploaded(), accepted());
    expect(verdict).toEqual({ verdict: "accepted", providerId: "wamid.1" });
    expect(asked[0]?.url).toBe(`${baseUrl}/700100/media`);
    const form = asked[0]?.init.body as FormData;
    expect(form.get("messaging_product")).toBe("whatsapp");
    const part = form.get("file") as File;
    expect([part.name, part.type, ...new Uint8Array(await part.arrayBuffer())]).toEqual([
      "photo.png",
      "image/png",
      1,
      2,
      3,
    ]);
    expect(sent(asked)).toMatchObject({ type: "image", image: { id: "4711", caption: "Look" } });
  });

  it.each([
    [
      { type: "voice", mimeType: "audio/ogg" },
      { type: "audio", audio: { id: "4711", voice: true } },
    ],
    [
      { type: "voice", mimeType: "audio/mp4" },
      { type: "audio", audio: { id: "4711" } },
    ],
    [
      { type: "document", filename: "a.pdf" },
      { type: "document", document: { id: "4711", filename: "a.pdf" } },
    ],
    [{ type: "sticker" }, { type: "sticker", sticker: { id: "4711" } }],
  ] as const)("%o", async (change, body) => {
    const { asked } = await send([file(change)], "", uploaded(), accepted());
    expect(sent(asked)).toMatchObject(body);
    expect(sent(asked)).not.toHaveProperty("text");
  });

  it("a large one goes by its address", async () => {
    const { asked } = await send([file({ type: "video", sizeBytes: uploadBytesMax + 1 })], "", accepted());
    expect(asked).toHaveLength(1);
    expect(sent(asked)).toMatchObject({ video: { link: expect.stringContaining("signature") } });
  });

  it("I9: an upload without an answer is no message, so that it is tried again", async () => {
    expect((await send([file()], "")).verdict).toMatchObject({ verdict: "retry" });
    expect((await send([file()], "", new Response(null, { status: 503 }))).verdict).toMatchObject({ verdict: "retry" });
    expect((await send([file()], "", uploaded())).verdict).toMatchObject({ verdict: "ambiguous" });
  });

  it("D2: what the upload's refusal means is what a message's would", async () => {
    expect((await send([file()], "", error(401, 190))).verdict).toMatchObject({ verdict: "stop" });
    const { verdict } = await send([file()], "", error(400, 131053));
    expect(verdict).toMatchObject({ verdict: "rejected", error: { code: "131053" } });
    expect(JSON.stringify(verdict)).not.toContain(accessToken);
  });
});
