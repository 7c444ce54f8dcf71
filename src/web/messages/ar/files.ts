import type { files as english } from "../en/files.ts";
import type { Translation } from "../message.ts";

export const files: Translation<typeof english> = {
  attach: "إرفاق ملفات",
  chosen: "ملفات هذا الرد",
  drop: "أفلت الملفات هنا لإرفاقها",
  uploading: "جارٍ رفع {name}",
  remove: "إزالة {name}",
  tryAgain: "إعادة المحاولة",
  asDocument: "{size}، يُرسل كمستند",
  brokenOff: "انقطع الرفع. تحقق من اتصالك وحاول مجددًا.",
  empty: "الملف فارغ.",
  tooLarge: "{size} أكبر من المسموح: تقبل هذه القناة حتى {most}.",
  notTaken: "لا تقبل هذه القناة ملفات من هذا النوع.",
  tooMany:
    "{most, plural, zero {لا يمكن إرسال ملفات.} one {يُرسل ملف واحد في المرة.} two {يُرسل ملفان في المرة.} few {تُرسل حتى # ملفات في المرة.} many {يُرسل حتى # ملفًا في المرة.} other {يُرسل حتى # ملف في المرة.}} أرسل هذه أولًا.",
  wait: "يمكنك الإرسال عند اكتمال رفع الملفات",
  mend: "أعد محاولة إرفاق ما تعذّر إرفاقه أو أزله",
  withFiles: "{count, plural, zero {لا ملفات} one {ملف واحد} two {ملفان} few {# ملفات} many {# ملفًا} other {# ملف}}",
};
