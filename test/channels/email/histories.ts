import { fold } from "../../../src/channels/email/fold.ts";

/** An answer of Mia's to Acme, and older mails in the shapes that programs put below it. */

export const about = { isAnswer: true, sender: "mia@customer.test", others: new Set(["support@acme.test"]) };
export const folded = (text: string, subject = "Re: Order 4711") => fold(text, subject, about);

/** The words of the older mail, as programs put them below an answer without a mark on each line. */
export const old = "Hello Mia\n\nyour order has left.";
export const marked = "> Hello Mia\n>\n> your order has left.";

export const blocks: [string, string][] = [
  ["English", "From: Acme <support@acme.test>\nSent: Tuesday, December 1, 2026 10:00 AM\nTo: Mia\nSubject: Order 4711"],
  [
    "English, no addresses",
    "From: Acme Support\nSent: Tuesday, December 1, 2026 10:00 AM\nTo: Mia\nSubject: Order 4711",
  ],
  ["German", "Von: Acme <support@acme.test>\nGesendet: Dienstag, 1. Dezember 2026 10:00\nAn: Mia\nBetreff: Order 4711"],
  ["French", "De : Acme <support@acme.test>\nEnvoyé : mardi 1 décembre 2026 10:00\nÀ : Mia\nObjet : Order 4711"],
  ["Polish", "Od: Acme <support@acme.test>\nWysłano: wtorek, 1 grudnia 2026 10:00\nDo: Mia\nTemat: Order 4711"],
  ["Russian", "От: Acme <support@acme.test>\nОтправлено: 1 декабря 2026 г. 10:00\nКому: Mia\nТема: Order 4711"],
  ["Danish", "Fra: Acme <support@acme.test>\nSendt: 1. december 2026 10:00\nTil: Mia\nEmne: Order 4711"],
  ["Turkish", "Kimden: Acme <support@acme.test>\nGönderildi: 1 Aralık 2026 Salı 10:00\nKime: Mia\nKonu: Order 4711"],
  ["Czech", "Od: Acme <support@acme.test>\nOdesláno: úterý 1. prosince 2026 10:00\nKomu: Mia\nPředmět: Order 4711"],
  [
    "Hungarian",
    "Feladó: Acme <support@acme.test>\nElküldve: 2026. december 1., kedd 10:00\nCímzett: Mia\nTárgy: Order 4711",
  ],
  ["Greek", "Από: Acme <support@acme.test>\nΣτάλθηκε: Τρίτη, 1 Δεκεμβρίου 2026 10:00\nΠρος: Mia\nΘέμα: Order 4711"],
  ["Japanese", "差出人: Acme <support@acme.test>\n送信日時: 2026年12月1日 10:00\n宛先: Mia\n件名: Order 4711"],
  [
    "Chinese, full-width colons",
    "发件人：Acme <support@acme.test>\n发送时间：2026年12月1日 10:00\n收件人：Mia\n主题：Order 4711",
  ],
  [
    "Korean",
    "보낸 사람: Acme <support@acme.test>\n보낸 날짜: 2026년 12월 1일 화요일 오전 10:00\n받는 사람: Mia\n제목: Order 4711",
  ],
  ["Arabic", "من: Acme <support@acme.test>\nتم الإرسال: ١ ديسمبر ٢٠٢٦ ١٠:٠٠\nإلى: Mia\nالموضوع: Order 4711"],
  ["Hebrew", "מאת: Acme <support@acme.test>\nנשלח: יום שלישי 1 דצמבר 2026 10:00\nאל: Mia\nנושא: Order 4711"],
  ["Thai", "จาก: Acme <support@acme.test>\nส่ง: 1 ธันวาคม 2569 10:00\nถึง: Mia\nเรื่อง: Order 4711"],
  ["Vietnamese", "Từ: Acme <support@acme.test>\nĐã gửi: Thứ Ba, 1 tháng 12, 2026 10:00\nTới: Mia\nChủ đề: Order 4711"],
  ["of no language", "Kva: Acme <support@acme.test>\nZaan: 1-12-2026 10:00\nPru: Mia\nTob: Order 4711"],
  [
    "the date first",
    "Date: Tue, 1 Dec 2026 10:00:00 +0000\nFrom: support@acme.test\nTo: mia@customer.test\nSubject: Order 4711",
  ],
  [
    "the subject first",
    "Subject: Order 4711\nDate: Tue, 1 Dec 2026 10:00:00 +0000\nFrom: support@acme.test\nTo: mia@customer.test",
  ],
  [
    "in bold",
    "*From:* Acme <support@acme.test>\n*Sent:* Tuesday, December 1, 2026 10:00 AM\n*To:* Mia\n*Subject:* Order 4711",
  ],
  [
    "many recipients",
    "From: Acme <support@acme.test>\nSent: Tuesday, December 1, 2026 10:00 AM\nTo: Mia <mia@customer.test>; Tom\n <tom@customer.test>; Jo <jo@customer.test>\nSubject: Order 4711",
  ],
  [
    "an empty line between",
    "From: Acme <support@acme.test>\n\nSent: Tuesday, December 1, 2026 10:00 AM\n\nTo: Mia\n\nSubject: Order 4711",
  ],
];
