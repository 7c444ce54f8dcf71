import { afterEach, beforeEach, expect, vi } from "vitest";
import type { TrackFact } from "../../src/protocol/facts.ts";
import { limits } from "../../src/protocol/limits.ts";
import { placeName } from "../../src/protocol/place-name.ts";
import type { Message } from "../../src/protocol/records.ts";
import { hubCases, status } from "./harness.ts";
import type { TestOrg } from "./harness.ts";
import { answered, ingest, mail, messageOf } from "./mail-desk.ts";

let answer: () => Response | Promise<Response> = () => Response.json({ id: "r-1" });
beforeEach(() => {
  answer = () => Response.json({ id: "r-1" });
  vi.stubGlobal("fetch", async () => answer());
});
afterEach(() => vi.unstubAllGlobals());

function track(what: TrackFact["what"], position: number, change: Partial<TrackFact> = {}): TrackFact {
  return {
    fact: "track",
    providerId: null,
    what,
    position,
    at: new Date(Date.now() + 60_000).toISOString(),
    url: what === "clicked" ? "https://acme.test/" : null,
    address: "203.0.113.7",
    userAgent: "Mail/1",
    isProxy: false,
    notRead: null,
    ...change,
  };
}

hubCases("mail threads", (hubCase) => {
  hubCase("E2 Co7 who got a copy of our mail and answers joins the conversation, under their own name", async (org) => {
    const { channel, conversationId, reply } = await answered(org, ["bo@bo.test"]);
    const thread = { positions: [reply.position], references: [] };
    await ingest(org, channel, mail("r1@bo.test", "bo@bo.test", { thread }));
    const joined = await messageOf(org, `${channel.id}:r1@bo.test`);
    expect(joined).toMatchObject({
      conversationId,
      replyTo: reply.id,
      content: { mail: { from: { address: "bo@bo.test" } } },
    });
    expect(await org.conversations()).toHaveLength(1);
    const contacts = await org.rows<{ json: string }>("SELECT json FROM contact");
    expect(contacts).toHaveLength(1);
    expect(contacts[0]?.json).not.toContain("bo@bo.test");
  });

  hubCase("E2 Co7 so does who was among the people of the customer's mail", async (org) => {
    const { channel, conversationId, reply } = await answered(org);
    const people = {
      from: { address: "rosa@rosa.test" },
      to: [{ address: "bo@bo.test" }],
      cc: [{ address: "cy@cy.test" }],
    };
    await ingest(org, channel, mail("q2@rosa.test", "rosa@rosa.test", { content: { mail: people } }));
    const q2 = { positions: [], references: ["q2@rosa.test"] };
    await ingest(org, channel, mail("b@bo.test", "bo@bo.test", { thread: q2 }));
    await ingest(org, channel, mail("c@cy.test", "cy@cy.test", { thread: q2 }));
    const named = { positions: [reply.position], references: [reply.providerId ?? ""] };
    await ingest(org, channel, mail("d@bo.test", "bo@bo.test", { thread: named }));
    expect((await org.conversations()).map(({ id }) => id)).toEqual([conversationId]);
  });

  hubCase("I10 a stranger who names the customer's mail starts a conversation of their own", async (org) => {
    const { channel, conversationId } = await answered(org);
    const thread = { positions: [], references: ["q1@rosa.test"] };
    await ingest(org, channel, mail("s@stranger.test", "stranger@stranger.test", { thread }));
    const message = await messageOf(org, `${channel.id}:s@stranger.test`);
    expect(message.conversationId).not.toBe(conversationId);
    expect(await org.conversations()).toHaveLength(2);
  });

  hubCase("I10 a token proves a message of its own channel alone", async (org) => {
    const { reply, conversationId } = await answered(org);
    const other = await org.hub.connectChannel({ type: "agent", agentId: "ana" }, "mail-2", {
      channel: "email",
      name: "Sales",
      externalId: `sales@${org.id}.test`,
      address: `sales@${org.id}.test`,
      accountId: null,
      ownApp: false,
      sealedSecrets: "",
    });
    if (!other.ok) throw new Error(other.message);
    const thread = { positions: [reply.position], references: [] };
    await ingest(org, other.value, mail("x@bo.test", "bo@bo.test", { thread }));
    expect((await messageOf(org, `${other.value.id}:x@bo.test`)).conversationId).not.toBe(conversationId);
    expect(await ingest(org, other.value, track("opened", reply.position))).toMatchObject([{ outcome: "ignored" }]);
  });

  hubCase("I1 a mail delivered again is one message", async (org) => {
    const { channel } = await answered(org);
    expect(await ingest(org, channel, mail("q1@rosa.test", "rosa@rosa.test"))).toMatchObject([
      { outcome: "duplicate" },
    ]);
    expect((await org.conversations())[0]?.inboundCount).toBe(1);
  });

  hubCase("I9 an answer settles a mail whose acceptance was lost; a bounce fails one", async (org) => {
    answer = () => Promise.reject(new TypeError("connection closed"));
    const { channel, reply } = await answered(org);
    expect(reply).toMatchObject({ status: "unconfirmed", providerId: null });
    const { position } = reply;
    await ingest(org, channel, status(`position-${position}`, "delivered", { position }));
    expect(await messageOf(org, reply.id)).toMatchObject({ status: "delivered", error: null });

    answer = () => Response.json({ id: "r-2" });
    const second = await answeredAgain(org, reply.conversationId);
    const error = { code: "5.1.1", message: "There is no such mailbox.", advice: null };
    await ingest(org, channel, status("rewritten@x.test", "failed", { position: second.position, error }));
    expect(await messageOf(org, second.id)).toMatchObject({ status: "failed", error });
  });

  hubCase(
    "N4 I9 what is told of a mail by its place, before the service has answered, leaves it its name",
    async (org) => {
      const { channel, conversationId } = await answered(org);
      let [isAsked, isOpen] = [false, false];
      answer = async () => {
        isAsked = true;
        while (!isOpen) await new Promise((resolve) => setTimeout(resolve, 5));
        return Response.json({ id: "r-2" });
      };
      const payload = { conversationId, body: "Soon" };
      await org.hub.execute({ type: "agent", agentId: "ana" }, "early", { command: "message:send", payload });
      await vi.waitFor(() => expect(isAsked).toBe(true));
      const { position } = await messageOf(org, "early");
      const group = {
        channel: "email",
        externalId: channel.externalId,
        accountId: null,
        channelId: channel.id,
      } as const;
      const facts = [status(placeName(position), "delivered", { position })];
      await org.hub.ingest({ ...org.batch([]), groups: [{ ...group, facts }] });
      expect(await messageOf(org, "early")).toMatchObject({ status: "delivered", providerId: null });
      isOpen = true;
      await vi.waitFor(async () => expect((await messageOf(org, "early")).providerId).toMatch(/@/));
      expect(await messageOf(org, "early")).toMatchObject({ status: "delivered" });
    },
  );

  hubCase("E2 subject and copies go with a mail", async (org) => {
    const { conversationId } = await answered(org);
    const id = crypto.randomUUID();
    const payload = { conversationId, body: "More", subject: "Prices", cc: ["bo@bo.test"] };
    await org.execute("ana", { command: "message:send", payload }, id);
    expect(await messageOf(org, id)).toMatchObject({
      type: "text",
      subject: "Prices",
      content: { cc: ["bo@bo.test"] },
    });
  });
});

async function answeredAgain(org: TestOrg, conversationId: string): Promise<Message> {
  const id = crypto.randomUUID();
  await org.execute("ana", { command: "message:send", payload: { conversationId, body: "Again" } }, id);
  await vi.waitFor(async () => expect((await messageOf(org, id)).status).toBe("sent"));
  return messageOf(org, id);
}

hubCases("tracked mail", (hubCase) => {
  hubCase("E5 the first opening makes it read and is told, once", async (org) => {
    const { channel, reply } = await answered(org);
    const socket = await org.connect("ana");
    await socket.hello();
    const opened = track("opened", reply.position);
    expect(await ingest(org, channel, opened, opened)).toMatchObject([{ outcome: "stored" }, { outcome: "duplicate" }]);
    await ingest(org, channel, track("opened", reply.position, { at: new Date(Date.now() + 120_000).toISOString() }));
    expect(await messageOf(org, reply.id)).toMatchObject({
      openedAt: opened.at,
      readAt: opened.at,
      status: "read",
      content: { tracking: [{ what: "opened", address: "203.0.113.7", userAgent: "Mail/1", notRead: null }, {}] },
    });
    const rows = await org.rows<{ events: string }>("SELECT events FROM journal ORDER BY seq");
    const told = rows.flatMap(({ events }) => JSON.parse(events) as { event: string }[]).map(({ event }) => event);
    expect(told.filter((event) => event === "email:opened")).toHaveLength(1);
    expect(told.filter((event) => event === "message:status").length).toBeGreaterThan(0);
    socket.close();
  });

  hubCase("E5 a click tells its address and is an opening, too", async (org) => {
    const { channel, reply } = await answered(org);
    const clicked = track("clicked", reply.position);
    await ingest(org, channel, clicked);
    expect(await messageOf(org, reply.id)).toMatchObject({
      openedAt: clicked.at,
      clickedAt: clicked.at,
      status: "read",
    });
    const rows = await org.rows<{ events: string }>("SELECT events FROM journal ORDER BY seq DESC LIMIT 1");
    expect(JSON.parse(rows[0]?.events ?? "[]")).toEqual([
      expect.objectContaining({ event: "email:opened" }),
      expect.objectContaining({
        event: "email:clicked",
        payload: expect.objectContaining({ url: "https://acme.test/" }),
      }),
      expect.objectContaining({ event: "message:status" }),
    ]);
  });

  hubCase("E5 what no person did is kept and counts for nothing", async (org) => {
    const { channel, reply } = await answered(org);
    const at = new Date().toISOString();
    await ingest(org, channel, track("opened", reply.position, { notRead: "own" }));
    await ingest(org, channel, track("opened", reply.position, { at, isProxy: true }));
    await ingest(org, channel, track("clicked", reply.position, { at }));
    const message = await messageOf(org, reply.id);
    expect(message).toMatchObject({ openedAt: null, clickedAt: null, status: "sent" });
    const reasons = ["own", "prefetch", "scanner"].map((notRead) => expect.objectContaining({ notRead }));
    expect(message.content?.["tracking"]).toEqual(reasons);
  });

  hubCase(
    "E5 a mail that is opened every day takes no seq every day; its first true opening is never lost",
    async (org) => {
      const { channel, reply } = await answered(org);
      const at = (minute: number) => new Date(Date.now() + minute * 60_000).toISOString();
      for (let n = 1; n <= limits.trackedPerMessage; n += 1)
        await ingest(org, channel, track("opened", reply.position, { at: at(n), notRead: "prefetch" }));
      const before = (await org.hub.health()).seq;
      expect(
        await ingest(org, channel, track("opened", reply.position, { at: at(50), notRead: "prefetch" })),
      ).toMatchObject([{ outcome: "duplicate" }]);
      expect((await org.hub.health()).seq).toBe(before);
      const truly = at(60);
      await ingest(org, channel, track("opened", reply.position, { at: truly }));
      expect(await messageOf(org, reply.id)).toMatchObject({ openedAt: truly, status: "read" });
    },
  );
});
