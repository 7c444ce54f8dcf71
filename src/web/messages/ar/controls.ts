import type { controls as english } from "../en/controls.ts";
import type { Translation } from "../message.ts";

export const controls: Translation<typeof english> = {
  cancel: "إلغاء",
  discardTitle: "تجاهل ما كتبته؟",
  discardHint: "لم يُحفظ ولم يُرسَل.",
  discard: "تجاهل",
  keepEditing: "متابعة الكتابة",
  chosen: "{label}: المختار",
  nothingFound: "لا شيء بهذا الاسم.",
  howToRemove: "اضغط Backspace أو Delete للإزالة",
  remove: "إزالة {name}",
  channel: "القناة",
  allChannels: "الكل",
};
