import { describe, expect, it } from "vitest";
import { wordsOf } from "../../../src/core/content/words.ts";
import { parseInstagram } from "../../../src/channels/instagram/parse.ts";
import type { EchoFact, Fact, MessageFact } from "../../../src/protocol/facts.ts";
import { factOf, inbound, message } from "../whatsapp/payloads.ts";
import { shared } from "./instagram-samples.ts";
import { forms, type Sample, things, unknowns } from "./whatsapp-samples.ts";

const whatsapp = [...forms, ...things, ...unknowns];

/** An echo says what a customer's message would. */
function instagramFact(parts: object, isEcho: boolean): Fact {
  const [account, customer] = [{ id: "17841400000000001" }, { id: "1234567890" }];
  const sides = isEcho ? { sender: account, recipient: customer } : { sender: customer, recipient: account };
  const item = { ...sides, timestamp: 1_788_263_940_000, message: { mid: "m1", is_echo: isEcho, ...parts } };
  const payload = { object: "instagram", entry: [{ id: account.id, messaging: [item] }] };
  const parsed = parseInstagram(payload, "2026-09-01T12:00:00.000Z");
  const [fact] = parsed.ok ? parsed.groups.flatMap((group) => group.facts) : [];
  if (fact === undefined) throw new Error("no fact");
  return fact;
}

function saidBy(fact: Fact): MessageFact | EchoFact {
  if (fact.fact !== "message" && fact.fact !== "echo") throw new Error(`not said: ${JSON.stringify(fact)}`);
  return fact;
}

function check(fact: MessageFact | EchoFact, says: Sample["says"]): void {
  const words = wordsOf(fact);
  if (says === "files") {
    expect(fact.attachments.length).toBeGreaterThan(0);
    expect(words).toBe("");
  } else if (typeof says === "string") expect(words).toBe(says);
  else expect(words).toMatch(says);
  // Read again from what was stored, it says the same.
  expect(wordsOf({ ...fact, body: words })).toBe(words);
}

describe("Wd1: what is more than a text has words", () => {
  it.each(whatsapp)("Wd1 Wd2 Wd3 Wd5: WhatsApp, $kind", ({ parts, says }) => {
    check(saidBy(factOf(inbound(message({ ...parts })))), says);
  });

  it.each(shared)("Wd1 Wd4 Wd5: Instagram, $kind", ({ parts, says }) => {
    check(saidBy(instagramFact(parts, false)), says);
    check(saidBy(instagramFact(parts, true)), says);
  });

  it("Wd1: however long a structure is, its words are at most 4,096 characters", () => {
    const answers = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`q${index}`, "x".repeat(100)]));
    const reply = { type: "nfm_reply", nfm_reply: { name: "flow", response_json: JSON.stringify(answers) } };
    const fact = saidBy(factOf(inbound(message({ type: "interactive", interactive: reply }))));
    expect(wordsOf(fact)).toHaveLength(4_096);
  });

  it("Wd1: a text stays as it was written", () => {
    const body = "  two\n\n  lines  \ntwo ";
    expect(wordsOf({ type: "text", body, content: null, attachments: [] })).toBe(body);
    expect(wordsOf({ type: "text", body, content: { forwarded: true }, attachments: [] })).toBe(body);
  });

  it("Wd2: files that were chosen in a form are attachments of its message", () => {
    const photos = [
      { id: 790, mime_type: "image/jpeg", file_name: "IMG_1.jpg" },
      { id: "791", mime_type: "application/pdf", file_name: "plan.pdf" },
    ];
    const reply = { type: "nfm_reply", nfm_reply: { name: "flow", response_json: JSON.stringify({ photos }) } };
    expect(saidBy(factOf(inbound(message({ type: "interactive", interactive: reply }))))).toMatchObject({
      attachments: [
        { id: "wamid.1:0", type: "image", state: "loading", providerMediaId: "790", filename: "IMG_1.jpg" },
        { id: "wamid.1:1", type: "document", state: "loading", providerMediaId: "791" },
      ],
    });
  });

  it("Wd4: the page of a post is no file; its file is", () => {
    const [reel] = shared.filter(({ kind }) => kind === "a reel whose address is a page");
    expect(saidBy(instagramFact(reel?.parts ?? {}, false))).toMatchObject({ type: "text", attachments: [] });
    const [file] = shared.filter(({ kind }) => kind === "a reel as a file");
    expect(saidBy(instagramFact(file?.parts ?? {}, false))).toMatchObject({ attachments: [{ type: "video" }] });
  });
});
