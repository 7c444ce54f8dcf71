import type { ignoredKinds as english } from "../en/ignored-kinds.ts";
import type { Translation } from "../message.ts";

export const ignoredKinds: Translation<typeof english> = {
  field: "خبر من النوع «{name}»، ولا يستخدمه Parley.",
  error: "يبلّغ المزوّد عن خطأ: {name}",
  status: "حالة لا يعرفها Parley: {name}",
  system: "إشعار من المزوّد لا يغيّر شيئًا هنا: {name}",
};
