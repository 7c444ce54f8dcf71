import type { schedule as english } from "../en/schedule.ts";
import type { Translation } from "../message.ts";

export const schedule: Translation<typeof english> = {
  later: "الإرسال لاحقًا",
  at: "الإرسال في",
  dateAndTime: "التاريخ والوقت",
  dateAndTimeMenu: "التاريخ والوقت…",
  toCome: "اختر وقتًا لم يحن بعد.",
  beyondWindow: "يمكن أن تُرسَل الردود حتى {time}، حين تُغلَق النافذة التي فتحها العميل.",
  schedule: "جدولة",
  hint: "حتى ذلك الحين يمكن إلغاؤها من المحادثة.",
};
