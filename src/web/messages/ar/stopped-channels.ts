import type { stoppedChannels as english } from "../en/stopped-channels.ts";
import type { Translation } from "../message.ts";

export const stoppedChannels: Translation<typeof english> = {
  alert: "لا تستطيع {name} الإرسال: الردود تنتظر.",
  warned: "{name}:",
  look: "اعرف المطلوب",
  mend: "أصلحها",
  replyWaits: "لا تستطيع {name} الإرسال الآن. تنتظر الردود هنا وتخرج حين يصلحها مشرف.",
  replyWaitsForYou: "لا تستطيع {name} الإرسال الآن. تنتظر الردود هنا حتى تصلحها.",
  oneWay: "المُرسِل اسم وليس رقمًا: يمكن قراءة رسائله لا الرد عليها.",
  disconnected: "{name} مفصولة: يمكن قراءة المحادثة لا الرد فيها.",
};
