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
