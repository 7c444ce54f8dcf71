import { afterEach, beforeEach, expect, vi } from "vitest";
import type { Fact, Outcome, StatusFact } from "../../src/protocol/facts.ts";
import { placeName } from "../../src/protocol/place-name.ts";
import type { Channel, Message } from "../../src/protocol/records.ts";
import { hubCases, status, text } from "./harness.ts";
import type { TestOrg } from "./harness.ts";
import { ingest, mailChannel } from "./mail-desk.ts";

beforeEach(() => void vi.stubGlobal("fetch", async () => Response.json({ id: "r-1" })));
afterEach(() => vi.unstubAllGlobals());

const mia = "mia@customer.test";
const copy = "ben@other.test";
const error = { code: "5.1.1", message: "There is no such mailbox.", advice: null };

class Desk {
  readonly org: TestOrg;
  readonly channel: Channel;
  conversationId = "";
  constructor(org: TestOrg, channel: Channel) {
    [this.org, this.channel] = [org, channel];
  }

  static async open(org: TestOrg): Promise<Desk> {
    const desk = new Desk(org, await mailChannel(org));
    await desk.ingest(text("q1@customer.test", { from: { aliases: [{ kind: "email", value: mia }], name: "Mia" } }));
    desk.conversationId = (await org.onlyConversation()).id;
    return desk;
  }

  ingest(...facts: Fact[]): Promise<Outcome[]> {
    return ingest(this.org, this.channel, ...facts);
  }

  async reply(id: string, cc: string[] = []): Promise<Message> {
    const payload = { conversationId: this.conversationId, body: id, ...(cc.length === 0 ? {} : { cc }) };
    await this.org.execute("ana", { command: "message:send", payload }, id);
    await vi.waitFor(async () => expect((await this.message(id)).status).toBe("sent"));
    return this.message(id);
  }

  async message(id: string): Promise<Message> {
    const found = (await this.org.messages()).find((one) => one.id === id);
    if (found === undefined) throw new Error(`no ${id}`);
    return found;
  }
}

const at = new Date(Date.now() - 1_000).toISOString();
const about = ({ position }: Message, to: StatusFact["status"], change: Partial<StatusFact> = {}) =>
  status(placeName(position), to, { position, at, ...change });
const sentBack = (message: Message, ...recipients: string[]) => about(message, "failed", { error, recipients });
/** What everybody sees of it, but for where and when. */
const seen = ({ status: is, error: why, deliveredAt, readAt, content }: Message) => ({
  is,
  why,
  deliveredAt,
  readAt,
  content,
});

hubCases("reports of mail", (hubCase) => {
  hubCase("Rp5: sent back after `delivered` it has failed, and a late `delivered` does not undo that", async (org) => {
    const desk = await Desk.open(org);
    const [first, second] = [await desk.reply("a"), await desk.reply("b")];
    const ana = await org.connect("ana");
    await ana.hello();
    await desk.ingest(about(first, "delivered"));
    await desk.ingest(sentBack(first, mia));
    await ana.until(() => ana.events().some(({ payload }) => payload["status"] === "failed"));
    expect(await desk.message("a")).toMatchObject({ status: "failed", error, deliveredAt: at });
    await desk.ingest(sentBack(second, mia));
    await desk.ingest(about(second, "delivered"));
    expect(seen(await desk.message("b"))).toEqual(seen(await desk.message("a")));
    expect(await desk.ingest(sentBack(second, mia))).toMatchObject([{ outcome: "duplicate" }]);
  });

  hubCase("Rp5 I9: who has read it has it, in whatever order that is told", async (org) => {
    const desk = await Desk.open(org);
    const [first, second] = [await desk.reply("a"), await desk.reply("b")];
    await desk.ingest(about(first, "delivered"), about(first, "read"), sentBack(first, mia));
    await desk.ingest(sentBack(second, mia), about(second, "read"), about(second, "delivered"));
    expect(await desk.message("a")).toMatchObject({ status: "read" });
    expect((await desk.message("a")).content).toMatchObject({ undelivered: [{ address: mia, isCopy: false }] });
    expect({ ...seen(await desk.message("b")), why: null }).toEqual(seen(await desk.message("a")));
  });

  hubCase("Rp2: who was to get a copy and did not is told; the message has not failed", async (org) => {
    const desk = await Desk.open(org);
    const message = await desk.reply("a", ["Ben@Other.test", "cy@other.test"]);
    expect(await desk.ingest(sentBack(message, copy))).toMatchObject([{ outcome: "stored" }]);
    expect(await desk.message("a")).toMatchObject({ status: "sent", error: null });
    expect((await desk.message("a")).content).toMatchObject({
      undelivered: [{ address: copy, isCopy: true, at, error }],
    });
    expect(await desk.ingest(sentBack(message, copy))).toMatchObject([{ outcome: "duplicate" }]);
    expect(await desk.ingest(about(message, "delivered", { recipients: [copy] }))).toMatchObject([
      { outcome: "duplicate" },
    ]);
    expect((await desk.message("a")).deliveredAt).toBeNull();
    await desk.ingest(about(message, "delivered", { recipients: [mia] }));
    expect(await desk.message("a")).toMatchObject({ status: "delivered" });
  });

  hubCase("Rp2: of several in one report each has its own", async (org) => {
    const desk = await Desk.open(org);
    const message = await desk.reply("a", [copy]);
    await desk.ingest(sentBack(message, copy), sentBack(message, mia));
    expect(await desk.message("a")).toMatchObject({ status: "failed", error });
    expect((await desk.message("a")).content).toMatchObject({
      undelivered: [
        { address: copy, isCopy: true },
        { address: mia, isCopy: false },
      ],
    });
    const other = await desk.reply("b", [copy]);
    await desk.ingest(sentBack(other, "forwarded@elsewhere.test"));
    expect(await desk.message("b")).toMatchObject({ status: "failed" });
    const words = await desk.reply("c", [copy]);
    // A notice in words names the machine's own address, too.
    await desk.ingest(sentBack(words, "postmaster@mx.test", copy));
    expect(await desk.message("c")).toMatchObject({ status: "sent" });
  });

  hubCase("Rp5: what is sent again may arrive", async (org) => {
    const desk = await Desk.open(org);
    const message = await desk.reply("a");
    await desk.ingest(sentBack(message, mia));
    const payload = { conversationId: desk.conversationId, messageId: "a" };
    expect(await org.execute("ana", { command: "message:retry", payload })).toMatchObject({ ok: true });
    await vi.waitFor(async () => expect((await desk.message("a")).status).toBe("sent"));
    expect((await desk.message("a")).content).not.toHaveProperty("undelivered");
    await desk.ingest(about(message, "delivered"));
    expect(await desk.message("a")).toMatchObject({ status: "delivered", error: null });
  });

  hubCase("Rp6 F4: what a machine wrote is stored and reopens nothing; what a person wrote does", async (org) => {
    const desk = await Desk.open(org);
    const from = { aliases: [{ kind: "email" as const, value: mia }], name: "Mia" };
    const { conversationId } = desk;
    for (const command of ["conversation:close", "conversation:archive"] as const) {
      await org.execute("ana", { command, payload: { conversationId } });
      const { status: before, resolvedAt } = await org.onlyConversation();
      await desk.ingest(text(`away ${command}`, { from, isAutomatic: true }));
      expect(await org.onlyConversation()).toMatchObject({ status: before, resolvedAt });
      await desk.ingest(text(`back ${command}`, { from }));
      expect((await org.onlyConversation()).status).toBe("active");
    }
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await org.execute("ana", { command: "conversation:snooze", payload: { conversationId, until } });
    await desk.ingest(text("away", { from, isAutomatic: true }));
    expect(await org.onlyConversation()).toMatchObject({ status: "snoozed", inboundCount: 6 });
  });
});
