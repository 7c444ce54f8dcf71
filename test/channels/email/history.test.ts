import { describe, expect, test } from "vitest";
import { fold } from "../../../src/channels/email/fold.ts";
import { about, blocks, folded, marked, old } from "./histories.ts";

describe("Hi1 the line above a quotation goes with it, in any language", () => {
  test.each([
    ["English", "On Tue, Dec 1, 2026 at 10:00 AM Acme <support@acme.test> wrote:"],
    ["German", "Am Di., 1. Dez. 2026 um 10:00 Uhr schrieb Acme <support@acme.test>:"],
    ["German, short", "Am 01.12.2026 schrieb Acme:"],
    ["French", "Le mar. 1 déc. 2026 à 10:00, Acme <support@acme.test> a écrit :"],
    ["Spanish", "El mar, 1 dic 2026 a las 10:00, Acme (<support@acme.test>) escribió:"],
    ["Portuguese", "Em ter., 1 de dez. de 2026 às 10:00, Acme <support@acme.test> escreveu:"],
    ["Italian", "Il giorno mar 1 dic 2026 alle ore 10:00 Acme <support@acme.test> ha scritto:"],
    ["Dutch", "Op di 1 dec 2026 om 10:00 schreef Acme <support@acme.test>:"],
    ["Dutch, iPhone", "Op 1 dec. 2026 om 10:00 heeft Acme <support@acme.test> het volgende geschreven:"],
    ["Swedish", "Den tis 1 dec. 2026 kl 10:00 skrev Acme <support@acme.test>:"],
    ["Norwegian", "tir. 1. des. 2026 kl. 10:00 skrev Acme <support@acme.test>:"],
    ["Danish", "Den tirs. 1. dec. 2026 kl. 10.00 skrev Acme <support@acme.test>:"],
    ["Finnish", "ti 1. jouluk. 2026 klo 10.00 Acme (support@acme.test) kirjoitti:"],
    ["Polish", "wt., 1 gru 2026 o 10:00 Acme <support@acme.test> napisał(a):"],
    ["Czech", "út 1. 12. 2026 v 10:00 odesílatel Acme <support@acme.test> napsal:"],
    ["Hungarian", "Acme <support@acme.test> ezt írta (időpont: 2026. dec. 1., K, 10:00):"],
    ["Romanian", "În mar., 1 dec. 2026 la 10:00, Acme <support@acme.test> a scris:"],
    ["Turkish", "Acme <support@acme.test>, 1 Ara 2026 Sal, 10:00 tarihinde şunu yazdı:"],
    ["Russian", "вт, 1 дек. 2026 г. в 10:00, Acme <support@acme.test>:"],
    ["Russian, Android", "пользователь Acme <support@acme.test> написал:"],
    ["Ukrainian", "вт, 1 груд. 2026 р. о 10:00 Acme <support@acme.test> пише:"],
    ["Greek", "Στις Τρί 1 Δεκ 2026 στις 10:00 π.μ., ο χρήστης Acme <support@acme.test> έγραψε:"],
    ["Hebrew", "‫בתאריך יום ג׳, 1 בדצמ׳ 2026 ב-10:00 מאת ‪Acme‬‏ <‪support@acme.test‬‏>:‬"],
    ["Arabic", "في الثلاثاء، ١ ديسمبر ٢٠٢٦ في ١٠:٠٠ ص تمت كتابة ما يلي بواسطة Acme <support@acme.test>:"],
    ["Thai", "ในวันที่ อ. 1 ธ.ค. 2569 เวลา 10:00 Acme <support@acme.test> เขียนว่า:"],
    ["Vietnamese", "Vào Th 3, 1 thg 12, 2026 vào lúc 10:00 Acme <support@acme.test> đã viết:"],
    ["Hindi", "मंगल, 1 दिस॰ 2026 को 10:00 पूर्वाह्न बजे को Acme <support@acme.test> ने लिखा:"],
    ["Chinese", "Acme <support@acme.test> 于2026年12月1日周二 10:00写道："],
    ["Japanese", "2026年12月1日(火) 10:00 Acme <support@acme.test>:"],
    ["Korean", "2026년 12월 1일 (화) 오전 10:00, Acme <support@acme.test>님이 작성:"],
    ["Gmail of old", "2026-12-01 11:28 GMT+03:00 Acme <support@acme.test>:"],
    ["without a colon", "2026/12/1 Acme <support@acme.test>"],
    ["between dashes", "---- On Tue, 01 Dec 2026 10:00:00 +0100 Acme <support@acme.test> wrote ----"],
    ["between dashes, short", "---- Acme wrote ----"],
    ["with a name alone", "Acme wrote:"],
    ["an address in a link", "On Dec 1, 2026, at 10:00 AM, Acme <support@acme.test<mailto:support@acme.test>> wrote:"],
  ])("%s", (_, line) => {
    for (const gap of ["\n", "\n\n"]) {
      expect(folded(`Thanks!\n\n${line}${gap}${marked}`)).toEqual({
        body: "Thanks!",
        quoted: `${line}${gap}${marked}`,
      });
      expect(folded(`Thanks!\n${line}${gap}${marked}\n\n`).body).toBe("Thanks!");
    }
  });

  test.each([
    "On Tue, Dec 1, 2026 at 10:00 AM, The long name of Acme's support team\n<support@acme.test> wrote:",
    "On Tue, Dec 1, 2026 at 10:00 AM, The long name of Acme's support team\n<support@acme.test>\nwrote:",
    "Am Dienstag, dem 1. Dezember 2026 um 10:00 Uhr schrieb die Kundenbetreuung\nvon Acme <support@acme.test>:",
    "El martes, 1 de diciembre de 2026 a las 10:00, Atención al cliente de Acme (<\nsupport@acme.test>) escribió:",
  ])("wrapped: %s", (line) => {
    expect(folded(`Thanks!\n\n${line}\n\n${marked}`).body).toBe("Thanks!");
  });

  test("without marks, where it has both a date and an address", () => {
    const line = "On Dec 1, 2026, at 10:00, Acme <support@acme.test> wrote:";
    expect(folded(`Thanks!\n\n${line}\n\n${old}`)).toEqual({ body: "Thanks!", quoted: `${line}\n\n${old}` });
  });
});

describe("Hi2 headers of an older mail begin the history, in any language", () => {
  test.each(blocks)("%s", (_, block) => {
    for (const rule of [
      "",
      "________________________________\n",
      "-----Original Message-----\n",
      " ------------\n\n",
    ]) {
      const { body, quoted } = folded(`Thanks!\n\n${rule}${block}\n\n${old}`);
      expect(body).toBe("Thanks!");
      expect(quoted).toContain("your order has left.");
      expect(quoted?.startsWith(rule.trim())).toBe(true);
    }
  });

  test.each([
    ["English", "-----Original Message-----"],
    ["German", "-----Ursprüngliche Nachricht-----"],
    ["Danish", "-----Oprindelig meddelelse-----"],
    ["another word for it", "-----Reply Message-----"],
    ["eight dashes", "-------- Original message --------"],
  ])("words between dashes: %s", (_, line) => {
    expect(folded(`Thanks!\n\n${line}\n${old}`)).toEqual({ body: "Thanks!", quoted: `${line}\n${old}` });
  });
});

describe("Hi3 what the writer has written stays", () => {
  test.each([
    ["a form", "Name: Mia Test\nDate: 1.12.2026 10:00\nEmail: mia@customer.test\nOrder: 4711"],
    ["a form about the subject", "Name: Mia\nDate: 1.12.2026 10:00\nEmail: mia@customer.test\nMatter: Order 4711"],
    ["a journey", "From: Berlin\nTo: Paris\nDate: 1.12.2026 10:00\nPersons: 2\n\nThanks"],
    ["lines with colons", "My answers:\nColour: red\nSize: 4\nDelivery: 1.12.2026\n\nThanks"],
    ["a line that introduces", "I will come on 1 Dec 2026 at 10:00, as follows:\n\nfirst to you,\nthen to Tom."],
    ["an address and a colon", "Please write to tom@customer.test:\nhe knows."],
    ["a time", "Call me\n10:00: home\n12:00: office"],
    ["a rule", "First\n\n----------\n\nSecond"],
    ["a heading", "--- Question 1 ---\nWhere is it?\n--- Question 2 ---\nWhen?"],
    ["a letter's end", "Please call.\n\nKind regards\nMia Test\nHarbour Hotel"],
  ])("%s", (_, text) => {
    expect(folded(text)).toEqual({ body: text, quoted: null });
  });

  test("words between quotations, and those below the last", () => {
    const text = `${marked}\n\nYes.\n\n> When?\n\nTomorrow.`;
    expect(folded(text)).toEqual({ body: text, quoted: null });
  });

  test("words below the quotation that they answer: it is folded, above them", () => {
    const line = "On Tue, Dec 1, 2026 at 10:00 AM Acme <support@acme.test> wrote:";
    expect(folded(`${line}\n${marked}\n\nThanks!\n\n-- \nMia`)).toEqual({
      body: "Thanks!",
      quoted: `${line}\n${marked}\n\n-- \nMia`,
    });
  });

  test("words in the line of the quotation", () => {
    const { body } = folded(`Thanks for that. On Tue, Dec 1, 2026 Acme <support@acme.test> wrote:\n${marked}`);
    expect(body).toContain("Thanks for that.");
  });

  test("a mail that answers nothing has no history", () => {
    const text = `What does this mean?\n\n${blocks[0]?.[1]}\n\n${old}`;
    expect(fold(text, "A question", { ...about, isAnswer: false })).toEqual({ body: text, quoted: null });
    expect(fold(`${text}\n> quoted`, "A question", { ...about, isAnswer: false }).quoted).toBeNull();
  });

  test.each(["Fwd: Order 4711", "WG: Order 4711", "FW: x", "转发：x", "VB: x", "TR: x", "i: x", "PD: x"])(
    "a forwarded mail is what it is sent for: %s",
    (subject) => {
      const text = `See below\n\n${blocks[0]?.[1]}\n\n${old}`;
      expect(folded(text, subject)).toEqual({ body: text, quoted: null });
    },
  );

  test.each([
    "---------- Forwarded message ---------",
    "---------- Перенаправлено ---------",
    "-------- Weitergeleitete Nachricht --------",
    "Begin forwarded message:",
  ])("and so it is below an answer: %s", (line) => {
    const text = `See below\n\n${line}\n${blocks[0]?.[1]}\n\n${old}`;
    expect(folded(text)).toEqual({ body: text, quoted: null });
  });

  test("a mail that was forwarded before is history", () => {
    const line = "On Tue, Dec 1, 2026 at 10:00 AM Acme <support@acme.test> wrote:";
    expect(folded(`Thanks!\n\n${line}\n> ---------- Forwarded message ---------\n> old`).body).toBe("Thanks!");
  });
});

describe("Hi4 signatures", () => {
  test.each([
    "-- \nMia\nHarbour Hotel",
    "--\nMia",
    "Sent from my iPhone",
    "Von meinem iPhone gesendet",
    "Envoyé de mon iPhone",
    "Отправлено с iPhone",
    "iPhoneから送信",
    "发自我的iPhone",
    "Get Outlook for iOS<https://aka.ms/o0ukef>",
  ])("%s", (signature) => {
    expect(folded(`Thanks!\n\n${signature}`)).toEqual({ body: "Thanks!", quoted: signature });
    expect(folded(`Thanks!\n\n${signature}\n\nAcme wrote:\n${marked}`).body).toBe("Thanks!");
    expect(folded(`Thanks!\n\nAcme wrote:\n${marked}\n\n${signature}`).body).toBe("Thanks!");
  });

  test("a sentence about a telephone is none", () => {
    const text = "Hello\n\nSent from my desk, it is much easier than from my phone.";
    expect(folded(text).quoted).toBeNull();
  });
});
