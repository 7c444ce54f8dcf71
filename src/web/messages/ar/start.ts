import type { start as english } from "../en/start.ts";
import type { Translation } from "../message.ts";

export const start: Translation<typeof english> = {
  title: "محادثة جديدة",
  customer: "العميل",
  customerHint: "اسم أو رقم هاتف أو عنوان بريد إلكتروني",
  search: "ابحث عن عميل، أو اكتب رقمًا أو عنوانًا",
  writeTo: "الكتابة إلى {address}",
  nobody: "لا أحد بهذا الاسم. اكتب رقم هاتف مع + ورمز البلد، أو عنوان بريد إلكتروني.",
  whichNumber: "قد يكون هذا أحد أرقام عدّة. أيّها المقصود؟",
  change: "اختيار عميل آخر",
  name: "الاسم (اختياري)",
  channel: "القناة",
  noChannel: "لا توجد قناة متصلة تصل إلى هذا العميل.",
  there: "توجد محادثة على هذه القناة بالفعل.",
  templateFirst: "الرسالة الأولى على هذه القناة قالب.",
  chooseTemplate: "اختيار قالب…",
  subject: "الموضوع",
  message: "الرسالة",
  send: "إرسال",
  open: "فتح",
  nothingSaid: "اكتب رسالة أولًا.",
};
