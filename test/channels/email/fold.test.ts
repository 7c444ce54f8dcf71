import { describe, expect, test } from "vitest";
import { fold } from "../../../src/channels/email/fold.ts";

describe("E2 quotes are folded", () => {
  test.each([
    ["Yes.\n\nOn Mon, 2 Mar 2026 at 10:00, Acme <s@a.test> wrote:\n> Is it?\n> Really?", "Yes."],
    ["Ja.\n\nAm Montag, 2. März 2026 um 10:00 schrieb Acme <s@a.test>:\n> Ist es?", "Ja."],
    ["Oui.\n\nLe lun. 2 mars 2026 à 10:00, Acme <s@a.test> a écrit :\n> Alors ?", "Oui."],
    ["Fine.\n\n-----Original Message-----\nFrom: Acme\nSubject: x\n\nold", "Fine."],
    ["Fine.\n\n ------------\n\n*From:* Acme <s@a.test>\n*Sent:* Monday\n*To:* me\n\nWhich day?", "Fine."],
    ["Fine.\n\nOn Mon, Acme wrote:\n> Which?\n\n________\nlist mailing list", "Fine."],
    ["Thanks\n\n-- \nRosa\nHarbour Hotel", "Thanks"],
  ])("%s", (text, body) => {
    const folded = fold(text, null);
    expect(folded.body).toBe(body);
    expect(folded.quoted).not.toBeNull();
  });

  test("answers between quoted lines stay with them", () => {
    const text = "> Which day?\nThursday.\n> And where?\nAt yours.";
    expect(fold(text, null)).toEqual({ body: text, quoted: null });
  });

  test("a mail that only quotes is shown whole, and so is a forwarded one", () => {
    expect(fold("> Only this", null).body).toBe("> Only this");
    const forwarded = "See below\n\nOn Mon, 2 Mar 2026, Acme <s@a.test> wrote:\n> words";
    expect(fold(forwarded, "Fwd: words").quoted).toBeNull();
  });

  test("I13 text made to be slow is not", () => {
    const slow = ["On ".repeat(10_000), "Op \n".repeat(5_000), `${"a".repeat(31_000)} wrote`, "> ".repeat(15_000)];
    const before = performance.now();
    for (const text of slow) expect(fold(text, null).body).toBe(text.trim());
    expect(performance.now() - before).toBeLessThan(2_000);
  });

  test("a long line survives", () => {
    const line = "word ".repeat(200).trim();
    expect(fold(`${line}\n\n> quoted`, null)).toEqual({ body: line, quoted: "> quoted" });
  });
});
