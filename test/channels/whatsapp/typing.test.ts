import { describe, expect, it } from "vitest";
import type { TypingRequest } from "../../../src/channels/channel.ts";
import { channels } from "../../../src/channels/registry.ts";
import { showTyping } from "../../../src/channels/whatsapp/typing.ts";
import type { Channel, DeliveryError } from "../../../src/protocol/records.ts";

const accessToken = "test-access-token";

const request: TypingRequest = {
  // Only this of a channel's fields makes a request.
  channel: { externalId: "700100" } as Channel,
  to: [{ kind: "phone", value: "34600111222" }],
  secrets: { accessToken },
  answers: "wamid.newest",
  baseUrl: "https://graph.example/v25.0",
};

async function show(
  answer: () => Response | Promise<Response>,
  parts: Partial<TypingRequest> = {},
): Promise<{ error: DeliveryError | null; seen: { url: string; init: RequestInit }[] }> {
  const seen: { url: string; init: RequestInit }[] = [];
  const fetcher: typeof fetch = async (url, init) => {
    seen.push({ url: String(url), init: init ?? {} });
    return answer();
  };
  return { error: await showTyping({ ...request, ...parts }, fetcher, 20), seen };
}

const success = () => Response.json({ success: true });

describe("C3: typing to the customer", () => {
  it("C3: is a read receipt of the newest message that says so besides, with the channel's token", async () => {
    const { error, seen } = await show(success);
    expect(error).toBeNull();
    expect(seen).toHaveLength(1);
    expect(seen[0]?.url).toBe("https://graph.example/v25.0/700100/messages");
    expect(seen[0]?.init).toMatchObject({
      method: "POST",
      redirect: "manual",
      headers: { authorization: `Bearer ${accessToken}` },
    });
    expect(JSON.parse(String(seen[0]?.init.body))).toEqual({
      messaging_product: "whatsapp",
      status: "read",
      message_id: "wamid.newest",
      typing_indicator: { type: "text" },
    });
  });

  it("C3: WhatsApp is a channel that can", () => {
    expect(channels.whatsapp?.showTyping).toBe(showTyping);
  });

  it("C3: without a token nothing is asked", async () => {
    expect(await show(success, { secrets: {} })).toMatchObject({ seen: [], error: { code: "no_access_token" } });
  });

  it.each<[string, () => Response | Promise<Response>, string]>([
    ["a code", () => Response.json({ error: { code: 131009, message: "m" } }, { status: 400 }), "131009"],
    ["a status alone", () => new Response("oops", { status: 500 }), "http_500"],
    [
      "a way elsewhere",
      () => new Response(null, { status: 302, headers: { location: "https://evil.example" } }),
      "http_302",
    ],
    ["a cut connection", () => Promise.reject(new TypeError("Network connection lost.")), "connection"],
  ])("C3: %s is an error, and nothing is thrown", async (_, answer, code) => {
    expect((await show(answer)).error).toMatchObject({ code });
  });

  it("C3: a provider that never answers is given up after the time limit", async () => {
    const silent: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) =>
        init?.signal?.addEventListener("abort", () => reject(init.signal?.reason as Error)),
      );
    expect(await showTyping(request, silent, 20)).toMatchObject({ code: "timeout" });
  });

  it("J2: the access token never shows, also when the provider repeats it", async () => {
    const message = `Malformed access token ${accessToken}`;
    const { error } = await show(() => Response.json({ error: { code: 190, message } }, { status: 401 }));
    expect(error).toMatchObject({ code: "190", message: "Malformed access token …" });
  });
});
