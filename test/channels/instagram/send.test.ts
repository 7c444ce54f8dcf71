import { afterEach, describe, expect, it, vi } from "vitest";
import type { OutgoingFile, SendRequest } from "../../../src/channels/channel.ts";
import { meaningOf } from "../../../src/channels/instagram/errors.ts";
import { instagram } from "../../../src/channels/instagram/send.ts";
import type { Message } from "../../../src/protocol/records.ts";
import { instagramCase } from "../contract/instagram.ts";

const request: SendRequest = {
  message: { id: "m-1", body: "Hola" } as Message,
  channel: instagramCase.channel,
  secrets: instagramCase.secrets,
  to: instagramCase.to,
  files: [],
  quotes: null,
  lastInboundAt: null,
  publicUrl: "https://inbox.example",
  attempt: 1,
  baseUrl: "https://graph.example/v25.0",
};

async function sent(parts: Partial<SendRequest> = {}): Promise<unknown> {
  let body: unknown;
  const fetcher: typeof fetch = async (url, init) => {
    expect(String(url)).toBe("https://graph.example/v25.0/17841400000000001/messages");
    body = JSON.parse(String(init?.body));
    return instagramCase.answers.accepted("mid");
  };
  await instagram.send({ ...request, ...parts }, fetcher, 1_000);
  return body;
}

afterEach(() => void vi.useRealTimers());

describe("E3: the request", () => {
  it("E3: a text, with what it quotes", async () => {
    expect(await sent({ quotes: "mid.q" })).toEqual({
      recipient: { id: "1234567890" },
      message: { text: "Hola" },
      reply_to: { mid: "mid.q" },
    });
  });

  it("D6: a file goes by an address that Instagram can fetch", async () => {
    const file = { attachment: { type: "voice" }, publicUrl: async () => "https://inbox.example/f" } as OutgoingFile;
    expect(await sent({ files: [file] })).toMatchObject({
      message: { attachment: { type: "audio", payload: { url: "https://inbox.example/f" } } },
    });
  });

  it("D5: a day after the customer's last message a person's answer says that it is one", async () => {
    vi.useFakeTimers({ now: new Date("2026-09-02T12:00:00.000Z") });
    const tag = { messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" };
    expect(await sent({ lastInboundAt: "2026-09-01T12:00:00.000Z" })).toMatchObject(tag);
    expect(await sent({ lastInboundAt: "2026-09-01T12:00:00.001Z" })).not.toHaveProperty("tag");
  });
});

describe("D7: a reaction of the business", () => {
  const reaction = { ...request, target: "mid.1", emoji: "❤️" };

  async function reacted(emoji: string | null, answer = Response.json({ recipient_id: "1234567890" })) {
    const bodies: unknown[] = [];
    const fetcher: typeof fetch = async (_, init) => {
      bodies.push(JSON.parse(String(init?.body)));
      return answer;
    };
    return { verdict: await instagram.react?.({ ...reaction, emoji }, fetcher, 1_000), bodies };
  }

  it("D7: a heart is given and taken back", async () => {
    const recipient = { id: "1234567890" };
    const accepted = { verdict: "accepted", providerId: null };
    expect(await reacted("❤️")).toEqual({
      verdict: accepted,
      bodies: [{ recipient, sender_action: "react", payload: { message_id: "mid.1", reaction: "love" } }],
    });
    expect(await reacted(null)).toEqual({
      verdict: accepted,
      bodies: [{ recipient, sender_action: "unreact", payload: { message_id: "mid.1" } }],
    });
  });

  it("D7: another emoji is refused before anything is asked", async () => {
    expect(await reacted("👍")).toMatchObject({ verdict: { verdict: "rejected" }, bodies: [] });
  });

  it("D2: a refusal is judged as that of a message", async () => {
    const expired = Response.json({ error: { code: 190, message: "m" } }, { status: 400 });
    expect((await reacted("❤️", expired)).verdict).toMatchObject({ verdict: "stop" });
  });
});

describe("D2: the table of codes", () => {
  it.each([
    ["stop", [["190"], ["10"], ["200"], ["368"], ["0"]]],
    ["retry", [["2"], ["4"], ["613"], ["1200"]]],
    ["fail", [["551"], ["10", "2534022"], ["100", "2534014"], ["200", "1545041"]]],
  ] as const)("D2: %s", (what, codes) => {
    for (const [code, subcode = null] of codes as readonly (readonly [string, string?])[])
      expect([code, subcode, meaningOf(code, subcode)?.what]).toEqual([code, subcode, what]);
  });

  it("D2: what is not in the table has no meaning", () => {
    for (const code of ["300", "abc", "", "constructor"]) expect(meaningOf(code, "toString")).toBeNull();
  });
});

it("C3: typing is shown to the customer", async () => {
  let body: unknown;
  const fetcher: typeof fetch = async (_, init) => {
    body = JSON.parse(String(init?.body));
    return new Response("{}");
  };
  expect(await instagram.showTyping?.({ ...request, answers: "m" }, fetcher, 1_000)).toBeNull();
  expect(body).toEqual({ recipient: { id: "1234567890" }, sender_action: "typing_on" });
});
