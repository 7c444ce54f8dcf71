import type { contactSide as english } from "../en/contact-side.ts";
import type { Translation } from "../message.ts";

export const contactSide: Translation<typeof english> = {
  contact: "جهة الاتصال",
  show: "إظهار جهة الاتصال (c)",
  fold: "طي جهة الاتصال (c)",
};
