import type { mentions as english } from "../en/mentions.ts";
import type { Translation } from "../message.ts";

export const mentions: Translation<typeof english> = {
  title: "الإشارات",
  markAll: "وضع علامة مقروء على الكل",
  none: "لم يُشر إليك أحد بعد",
  noneHint: "في ملاحظة خاصة، اكتب @ واسمًا لطلب مساعدة زميل: لا يراها العملاء أبدًا. ما يذكرك يظهر هنا.",
  notLoaded: "تعذر تحميل الإشارات. {reason}",
  older: "عرض الأقدم",
  who: "{author} <about>بشأن {contact}</about>",
  program: "برنامج",
};
