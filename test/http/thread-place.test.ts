import { beforeAll, describe, expect, it } from "vitest";
import type { Message } from "../../src/protocol/records.ts";
import type { Page } from "../../src/protocol/resources.ts";
import { json } from "./doors.ts";
import { type Inbox, openInbox, providerAccepts } from "./inbox.ts";

describe("a thread from its middle", () => {
  let inbox: Inbox;
  let id: string;
  let whole: readonly Message[];
  const page = (query: string) => inbox.call(`/conversations/${id}/messages${query}`);
  const ids = async (query: string) => (await json<Page<Message>>(await page(query))).items.map((one) => one.id);

  beforeAll(async () => {
    providerAccepts();
    inbox = await openInbox();
    ({ id } = await inbox.write());
    for (const body of ["one", "two", "three", "four"])
      await json(await inbox.call(`/conversations/${id}/notes`, { body: { body } }));
    whole = (await json<Page<Message>>(await page(""))).items;
  });

  it("H2: around a message, and further in both directions without a gap", async () => {
    const two = whole[2] as Message;
    const around = await json<Page<Message>>(await page(`?around=${encodeURIComponent(two.id)}&limit=2`));
    expect(around.items.map((one) => one.id)).toEqual([two.id, whole[3]?.id]);
    const older = await ids(`?limit=2&cursor=${around.nextCursor}`);
    const newer = await json<Page<Message>>(await page(`?following=${two.position}&limit=1`));
    expect(newer.nextCursor).toBeNull();
    const newest = await ids(`?following=${newer.items[0]?.position}`);
    expect([...newest, ...newer.items.map((one) => one.id), two.id, whole[3]?.id, ...older]).toEqual(
      whole.map((one) => one.id),
    );
  });

  it("H2: around a time; nothing that young is 404, and what is no time 400", async () => {
    const oldest = whole.at(-1) as Message;
    expect(await ids("?at=2020-01-01T00:00:00Z&limit=2")).toEqual([oldest.id]);
    expect((await page("?at=2999-01-01T00:00:00Z")).status).toBe(404);
    expect((await page("?at=tomorrow")).status).toBe(400);
    expect((await page("?around=nothing")).status).toBe(404);
    expect((await page("?following=x")).status).toBe(400);
  });

  it("I10: another org's thread is not there, however it is asked for", async () => {
    const other = await openInbox();
    const path = `/conversations/${id}/messages`;
    for (const query of [`?around=${whole[2]?.id}`, "?at=2020-01-01T00:00:00Z", "?following=0"])
      expect((await other.call(path + query)).status).toBe(404);
  });
});
