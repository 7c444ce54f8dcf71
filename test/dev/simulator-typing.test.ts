import { beforeEach, describe, expect, it } from "vitest";
import { control, number, send, text } from "./provider.ts";
import { simulated } from "./simulated.ts";

const running = simulated([number]);
/** The receipt of a message that a customer has just written. */
let receipt: { messaging_product: string; status: string; message_id: string };

beforeEach(async () => {
  const { body } = await control(running.simulator, "inbound", { from: "+12025550123", text: "Hi" });
  receipt = { messaging_product: "whatsapp", status: "read", message_id: String(body["id"]) };
});

/** What a page of phones is told first. */
async function snapshot(): Promise<{ chats: { messages: Record<string, unknown>[]; typingUntil?: number }[] }> {
  const feed = await fetch(`${running.simulator.url}/events`);
  const reader = feed.body?.pipeThrough(new TextDecoderStream()).getReader();
  let seen = "";
  while (!seen.includes("\n\n")) seen += (await reader?.read())?.value ?? "";
  await reader?.cancel();
  return JSON.parse(/^data: (.*)$/m.exec(seen)?.[1] ?? "") as Awaited<ReturnType<typeof snapshot>>;
}

describe("read receipts and typing", () => {
  it("C3 a receipt makes the ticks blue and shows nobody typing", async () => {
    expect(await send(running.simulator, receipt)).toEqual({ status: 200, body: { success: true } });
    const [chat] = (await snapshot()).chats;
    expect(chat?.messages).toMatchObject([{ from: "customer", tick: "read" }]);
    expect(chat).not.toHaveProperty("typingUntil");
  });

  it("C3 one that says so shows typing for 25 s at most and until the reply comes, also on a page opened later", async () => {
    const typing = { ...receipt, typing_indicator: { type: "text" } };
    const before = Date.now();
    expect(await send(running.simulator, typing)).toEqual({ status: 200, body: { success: true } });
    const { items } = (await control(running.simulator, "sent")).body;
    expect(items).toMatchObject([{ channel: "whatsapp", body: typing, answered: 200 }]);
    const [chat] = (await snapshot()).chats;
    expect(chat?.messages).toMatchObject([{ from: "customer", tick: "read" }]);
    expect(chat?.typingUntil).toBeGreaterThanOrEqual(before + 25_000);
    expect(chat?.typingUntil).toBeLessThanOrEqual(Date.now() + 25_000);
    await send(running.simulator, text);
    expect((await snapshot()).chats[0]).not.toHaveProperty("typingUntil");
  });

  it("C3 what no customer wrote to this number is refused like the provider does, and so is another indicator", async () => {
    const own = (await send(running.simulator, text)).body.messages?.[0]?.id;
    for (const message_id of ["wamid.unknown", own])
      expect(await send(running.simulator, { ...receipt, message_id })).toMatchObject({
        status: 400,
        body: { error: { code: 131009, error_data: { details: "Invalid message_id" } } },
      });
    expect(await send(running.simulator, receipt, { id: "1999" })).toMatchObject({
      status: 400,
      body: { error: { code: 131009 } },
    });
    for (const wrong of [{ message_id: undefined }, { typing_indicator: { type: "audio" } }])
      expect(await send(running.simulator, { ...receipt, ...wrong })).toMatchObject({
        status: 400,
        body: { error: { code: 100 } },
      });
    const [chat] = (await snapshot()).chats;
    expect(chat?.messages[0]).toMatchObject({ tick: "delivered" });
  });

  it("C3 D2 neither uses up a fault", async () => {
    for (const kind of ["reject", "delay_callbacks"])
      await control(running.simulator, "faults", { channel: "whatsapp", kind, times: 1 });
    expect(await send(running.simulator, receipt)).toMatchObject({ status: 200 });
    expect(await send(running.simulator, { ...receipt, typing_indicator: { type: "text" } })).toMatchObject({
      status: 200,
    });
    expect((await control(running.simulator, "faults")).body.items).toHaveLength(2);
  });
});
