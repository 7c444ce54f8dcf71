import type { members as english } from "../en/members.ts";
import type { Translation } from "../message.ts";

export const members: Translation<typeof english> = {
  notLoaded: "تعذر تحميل الفريق. {reason}",
  members: "الأعضاء",
  you: "{name} (أنت)",
  roleOf: "دور {name}",
  remove: "إزالة",
  removeOne: "إزالة {name}",
  askToRemove: "إزالة {name}؟",
  askForRole: "تغيير دور {name} إلى {role}؟",
  changeRole: "تغيير الدور",
  roleActsAtOnce: "يسري التغيير فورًا.",
  becomesViewer:
    "{count, plural, =0 {يخرج من فرقه} zero {يخرج من فرقه} one {تصبح محادثته المفتوحة بلا مسؤول، ويخرج من فرقه} two {تصبح محادثتاه المفتوحتان بلا مسؤول، ويخرج من فرقه} few {تصبح محادثاته المفتوحة وعددها # بلا مسؤول، ويخرج من فرقه} many {تصبح محادثاته المفتوحة وعددها # بلا مسؤول، ويخرج من فرقه} other {تصبح محادثاته المفتوحة وعددها # بلا مسؤول، ويخرج من فرقه}}. إعادة الدور السابق لا تُرجع ذلك.",
  removeHint: "يفقد الوصول إلى {organisation} فورًا، على كل أجهزته. يبقى ما كتبه.",

  invite: "دعوة زميل",
  send: "إرسال الدعوة",
  sent: "الدعوة في طريقها.",
  role: "الدور",
  roleMeans: "{role}: {hint}.",
  open: "الدعوات المفتوحة",
  invitedUntil: "{role}، الدعوة صالحة حتى {date}",
  withdraw: "سحب",
  withdrawOne: "سحب دعوة {email}",
};
