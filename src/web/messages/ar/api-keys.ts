import type { apiKeys as english } from "../en/api-keys.ts";
import type { Translation } from "../message.ts";

export const apiKeys: Translation<typeof english> = {
  forAdmins: "لا يرى مفاتيح API ولا ينشئها إلا المالكون والمشرفون.",
  notLoaded: "تعذر تحميل المفاتيح. {reason}",
  intro: "البرنامج الذي لديه مفتاح يقرأ ويرسل باسم المؤسسة. <link>كيفية استخدام API</link>",
  none: "لا مفاتيح بعد",
  noneHint: "أنشئ مفتاحًا لكل برنامج، لتتمكن من إلغاء واحد دون غيره.",
  keys: "مفاتيح API",
  make: "إنشاء مفتاح",
  makeKey: "إنشاء المفتاح",
  made: "تم إنشاؤه. انسخه الآن: يُعرض مرة واحدة فقط.",
  nameHint: "أي برنامج يستخدمه",
  detail: "ينتهي بـ {lastFour}، أُنشئ في {date}",
  revoke: "إلغاء المفتاح",
  revokeOne: "إلغاء مفتاح {name}",
  askToRevoke: "إلغاء مفتاح {name}؟",
  revokeHint: "يُرفض البرنامج الذي يستخدمه ابتداءً من طلبه التالي. لا يمكن التراجع عن هذا.",
};
