import type { form as english } from "../en/form.ts";
import type { Translation } from "../message.ts";

export const form: Translation<typeof english> = {
  name: "الاسم",
  anyName: "اسم من حروف أو أرقام",
  save: "حفظ",
  email: "البريد الإلكتروني",
  copy: "نسخ",
  copied: "تم النسخ",
};
