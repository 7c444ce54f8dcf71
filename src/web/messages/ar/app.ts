import type { app as english } from "../en/app.ts";
import type { Translation } from "../message.ts";

export const app: Translation<typeof english> = {
  notReached: "تعذر الوصول إلى Parley",
  stopped: "توقفت هذه الصفحة عن العمل",
  ours: "هذا خطأ منا. ما أرسلته محفوظ، ويخرج عند تحميل الصفحة مجددًا.",
  loadAgain: "تحميل الصفحة مجددًا",
  newVersion: "يتوفر إصدار جديد.",
  reload: "إعادة التحميل",
};
