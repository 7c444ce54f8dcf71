import type { voice as english } from "../en/voice.ts";
import type { Translation } from "../message.ts";

export const voice: Translation<typeof english> = {
  record: "تسجيل رسالة صوتية",
  recorder: "رسالة صوتية",
  asking: "اسمح لهذه الصفحة باستخدام الميكروفون…",
  recording: "جارٍ التسجيل",
  elapsed: "{time} من {most}",
  level: "شدة الصوت",
  stop: "إيقاف",
  discard: "تجاهل",
  preparing: "يجري تجهيز التسجيل…",
  denied: "لا يُسمح لهذه الصفحة باستخدام الميكروفون. اسمح بذلك في إعدادات المتصفح لهذا الموقع، ثم أعد المحاولة.",
  missing: "لم يُعثر على ميكروفون. وصّل واحدًا، ثم أعد المحاولة.",
  broken: "تعذّر استخدام الميكروفون. ربما يستخدمه برنامج آخر.",
  notMade: "تعذّر على هذا المتصفح إنشاء رسالة صوتية لهذه القناة.",
  tryAgain: "إعادة المحاولة",
};
