import type { preferences as english } from "../en/preferences.ts";
import type { Translation } from "../message.ts";

export const preferences: Translation<typeof english> = {
  yoursAlone: "هذه التفضيلات لك وحدك، في هذا المتصفح.",

  undoSend: "التراجع عن الإرسال",
  undoSendHint: "تنتظر الرسالة هذه المدة قبل أن تغادر، ويمكنك سحبها في أثنائها.",
  off: "إيقاف",
  offHint: "تغادر الرسائل فورًا.",
  seconds:
    "{seconds, plural, zero {# ثانية} one {ثانية واحدة} two {ثانيتان} few {# ثوانٍ} many {# ثانية} other {# ثانية}}",
  "hint.3000": "تكفي لملاحظة هفوة.",
  "hint.10000": "تكفي لقراءتها مرة أخرى.",

  enterKey: "مفتاح Enter",
  enterKeyHint: "للمحادثات والملاحظات. في البريد الإلكتروني يبدأ Enter سطرًا جديدًا دائمًا. {key}+Enter يُرسل في كل مكان.",
  enterSends: "يُرسل الرسالة",
  enterNewLine: "يبدأ سطرًا جديدًا",

  language: "اللغة",
  languageHint: "تتبعها التواريخ والأرقام. ما يكتبه العملاء والزملاء يبقى كما هو.",
  automatic: "تلقائي",
  automaticHint: "كما يطلب متصفحك الصفحات.",
};
