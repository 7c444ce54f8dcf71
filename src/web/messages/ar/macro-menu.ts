import type { macroMenu as english } from "../en/macro-menu.ts";
import type { Translation } from "../message.ts";

export const macroMenu: Translation<typeof english> = {
  noMacros: "لا ماكرو بعد. يُنشأ في الإعدادات.",
  nothingFound: "لا ماكرو بهذا الاسم.",
};
