import type { templates as english } from "../en/templates.ts";
import type { Translation } from "../message.ts";

export const templates: Translation<typeof english> = {
  choose: "اختيار قالب",
  send: "إرسال القالب",
  search: "البحث في القوالب",
  none: "لا قالب معتمد",
  noneFound: "لا قالب يتضمن ذلك",
  whyNone: "تُنشأ القوالب وتُعتمد لدى مزوّد الخدمة. قد لا يكون ما اعتُمد مؤخرًا قد قُرئ بعد.",
  readAgain: "قراءتها مجددًا",
  more: "المزيد من القوالب",
  notLoaded: "تعذّر تحميل القوالب.",
  back: "قوالب أخرى",
  close: "إغلاق",
  preview: "معاينة",
  "variable.body": "النص: {name}",
  "variable.header": "العنوان: {name}",
  "variable.button": "الزر: {name}",
  example: "مثلًا: {example}",
  fillAll: "املأ كل الحقول: يرفض مزوّد الخدمة القالب الناقص.",
  file: "الملف في أعلاه",
  fileMissing: "يحتاج هذا القالب إلى ملف في أعلاه. انتظر حتى يكتمل رفعه.",
  noPlace: "لا يمكن من هنا إرسال قالب في أعلاه موقع.",
  length: "{count, plural, zero {لا أحرف} one {حرف واحد} two {حرفان} few {# أحرف} many {# حرفًا} other {# حرف}}",

  closed: "مضى على آخر رسالة للعميل وقت أطول من أن يُرد عليها. أرسل قالبًا: ما إن يجيب العميل يمكنك الكتابة بحرية.",
  neverOpen: "لم يكتب العميل بعد. أرسل قالبًا: ما إن يجيب العميل يمكنك الكتابة بحرية.",
  closedNoTemplate: "مضى على آخر رسالة للعميل وقت أطول من أن يُرد عليها. انتظر حتى يكتب العميل مجددًا.",
  kept: "ما كتبته محفوظ.",
  closesInHours: "الرد ممكن لمدة {hours, number} س {minutes, number} د أخرى",
  closesInMinutes: "الرد ممكن لمدة {minutes, number} د أخرى",
};
