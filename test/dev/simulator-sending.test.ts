import { expect, it } from "vitest";
import * as provider from "./provider.ts";
import { number, text } from "./provider.ts";
import { simulated } from "./simulated.ts";

const running = simulated([number]);

const send = (type: string, content: unknown) =>
  provider.send(running.simulator, { ...text, text: undefined, type, [type]: content });
const list = async (query: string, token = number.accessToken) => {
  const url = `${running.simulator.url}/v25.0/${number.wabaId}/message_templates?${query}`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  return { status: response.status, body: (await response.json()) as { data: { name: string }[]; paging: Paging } };
};
interface Paging {
  readonly cursors: { readonly after: string };
  readonly next?: string;
}
const parameter = (said: string) => ({ type: "text", text: said });

it("D4 lists an account's templates page by page, for its token alone", async () => {
  const first = await list("limit=3");
  expect(first.body.data).toHaveLength(3);
  const second = await list(`limit=3&after=${first.body.paging.cursors.after}`);
  expect(second.body.paging.next).toBeUndefined();
  expect([...first.body.data, ...second.body.data].map(({ name }) => name)).toContain("winter_sale");
  expect((await list("limit=3", "wrong")).status).toBe(401);
});

it("D4 sends a template that fits, and refuses what does not with the provider's codes", async () => {
  const template = (name: string, ...parameters: unknown[]) => ({
    name,
    language: { code: "en" },
    components: [{ type: "body", parameters }],
  });
  expect((await send("template", template("order_update", parameter("Mo"), parameter("A-1")))).status).toBe(200);
  const refused = async (content: unknown) => (await send("template", content)).body.error?.code;
  expect(await refused(template("nothing"))).toBe(132001);
  expect(await refused(template("winter_sale"))).toBe(132015);
  expect(await refused(template("order_update", parameter("Mo")))).toBe(132000);
  expect(await refused(template("order_update", parameter("x".repeat(1_000)), parameter("A-1")))).toBe(132005);
  const unnamed = ["a", "b", "c"].map(parameter);
  expect(await refused(template("visit_reminder", ...unnamed))).toBe(132012);
});

it("D7 shows a reaction on the customer's phone, and knows none to a message that it does not have", async () => {
  const answer = await provider.send(running.simulator, text);
  const id = answer.body.messages?.[0]?.id ?? "";
  expect((await send("reaction", { message_id: id, emoji: "👍" })).status).toBe(200);
  expect((await send("reaction", { message_id: "wamid.none", emoji: "👍" })).body.error?.code).toBe(131009);
});
