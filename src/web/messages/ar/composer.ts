import type { composer as english } from "../en/composer.ts";
import type { Translation } from "../message.ts";

export const composer: Translation<typeof english> = {
  kind: "كتابة",
  reply: "رد",
  note: "ملاحظة",
  replyTo: "رد على {name}",
  noteOn: "ملاحظة عن {name}",
  replyHint: "اكتب ردًا… / للردود الجاهزة",
  noteHint: "اكتب ملاحظة… @ للزملاء",
  send: "إرسال",
  addNote: "إضافة ملاحظة",
  doNotQuote: "عدم الاقتباس",
  keys: "Enter للإرسال، و Shift + Enter لسطر جديد",
  length: "{count, number} / {most, number}",
  replyTooLong: "{count, number} / {most, number} — أطول من أن تكون رسالة واحدة؛ اختصرها أو أرسلها على أجزاء",
  noteTooLong: "{count, number} / {most, number} — أطول من أن تكون ملاحظة واحدة؛ اختصرها أو أرسلها على أجزاء",
  add: "إضافة إلى الرد",
  addTemplate: "قالب",
  addLocation: "موقع",
  addChoices: "أزرار أو قائمة",
  cannedResponses: "الردود الجاهزة",
  mention: "الإشارة إلى زميل",

  draftSaved: "حُفظت المسودة",
  draftNotSaved: "لم تُحفظ: {reason} تبقى في علامة التبويب هذه وحدها إلى أن تُختصر.",
  draftElsewhere: "<strong>تغيّرت هذه المسودة في مكان آخر.</strong> نصها هناك: «{text}»",
  keepMine: "الاحتفاظ بنصّي",
  useThat: "استخدام ذلك النص",

  whoReplies: "من يرد الآن",
  replies: "<strong>{name} يرد الآن</strong>",
  repliesInstead: "<strong>{name} يرد الآن</strong> — لم تُرسَل رسالتك.",
  tookOver: "<strong>تولّى {name} الرد</strong>. ما كتبته محفوظ.",
  tookOverInstead: "<strong>تولّى {name} الرد</strong> — لم تُرسَل رسالتك.",
  takeOver: "تولَّ الرد",
  takeOverAndSend: "تولَّ الرد وأرسل",
};
