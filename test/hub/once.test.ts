import { afterEach, beforeEach, expect, vi } from "vitest";
import type { Message } from "../../src/protocol/records.ts";
import { hubCases, status } from "./harness.ts";
import { accepted, refusal, TestProvider } from "./provider.ts";

const provider = new TestProvider();
const arrived: string[] = [];

beforeEach(() => {
  provider.asked = [];
  provider.answers = [];
  arrived.length = 0;
  provider.install();
});
afterEach(() => vi.unstubAllGlobals());

/** Takes it, by an id that says which message it was. */
function take(): Response {
  const id = `wamid.${String(provider.bodies.at(-1)?.biz_opaque_callback_data)}`;
  arrived.push(id);
  return accepted(id);
}

type Fault = readonly [name: string, answer: () => Response | Promise<Response>, ends: Message["status"]];

const cut = () => {
  throw new TypeError("Network connection lost.");
};
const late = () => Promise.reject(new DOMException("No answer in time.", "TimeoutError"));

/** How a provider may answer, and what becomes of the message when it answers so once and well afterwards. */
const faults: readonly Fault[] = [
  ["accepts", take, "sent"],
  ["rejects", () => refusal(400, 131026), "failed"],
  ["limits the rate", () => refusal(429, 130429), "sent"],
  ["limits the pair", () => refusal(400, 131056), "sent"],
  ["breaks with a code", () => refusal(500, 131016), "sent"],
  ["breaks without one", () => new Response("down", { status: 502 }), "unconfirmed"],
  ["never answers", late, "unconfirmed"],
  ["cuts the line", cut, "unconfirmed"],
  [
    "accepts, and the answer is lost",
    () => {
      take();
      return cut();
    },
    "unconfirmed",
  ],
];

hubCases("I9: a provider that", (hubCase) => {
  for (const [name, answer, ends] of faults) {
    hubCase(
      `${name}: the customer has each message once, behind it the others, and every callback in any order`,
      async (org) => {
        const id = await org.conversation();
        provider.answers.push(answer, take, take, take);
        const send = (body: string) =>
          org.execute("ana", { command: "message:send", payload: { conversationId: id, body } }, body);
        await send("one");
        await org.execute("ana", { command: "message:send", payload: { conversationId: id, body: "one" } }, "one");
        await send("two");
        const wanted: Record<string, Message["status"]> = { one: ends, two: "sent" };
        await vi.waitFor(async () => {
          await org.write("UPDATE outbox SET due = 0 WHERE granted_at IS NULL");
          await org.wake();
          const found = (await org.messages()).filter(({ direction }) => direction === "outbound");
          expect(Object.fromEntries(found.map((message) => [message.id, message.status]))).toEqual(wanted);
        });
        expect(await org.rows("SELECT * FROM outbox")).toEqual([]);
        // Callbacks twice and backwards, those of a lost answer too.
        for (const providerId of arrived) {
          const messageId = providerId.slice("wamid.".length);
          for (const step of ["read", "sent", "delivered", "read"] as const)
            await org.ingest(status(providerId, step, { messageId }));
        }
        const last = await org.messages();
        for (const providerId of arrived)
          expect(last.find((message) => message.id === providerId.slice("wamid.".length))).toMatchObject({
            status: "read",
            error: null,
            deliveredAt: expect.any(String),
          });
        expect(arrived).toEqual([...new Set(arrived)]);
        expect(arrived.filter((one) => one === "wamid.two")).toHaveLength(1);
        expect(arrived.includes("wamid.one")).toBe(ends === "sent" || name.startsWith("accepts"));
      },
    );
  }
});
