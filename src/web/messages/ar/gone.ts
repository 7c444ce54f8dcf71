import type { gone as english } from "../en/gone.ts";
import type { Translation } from "../message.ts";

export const gone: Translation<typeof english> = {
  agent: "زميل سابق",
  label: "تصنيف محذوف",
  team: "فريق محذوف",
};
