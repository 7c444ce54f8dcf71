import type { bulk as english } from "../en/bulk.ts";
import type { Translation } from "../message.ts";

export const bulk: Translation<typeof english> = {
  title: "المحادثات المحددة",
  none: "لم يُحدَّد شيء",
  count:
    "{count, plural, zero {لم يُحدَّد شيء} one {محادثة محددة} two {محادثتان محددتان} few {# محادثات محددة} many {# محادثة محددة} other {# محادثة محددة}}",
  all: "تحديد كل المعروض",
  end: "إنهاء التحديد",

  close: "إغلاق",
  assign: "إسناد",
  label: "تصنيف",
  priority: "الأولوية",
  snooze: "تأجيل",
  macro: "ماكرو",
  moreActions: "المزيد من الإجراءات",
  markRead: "وضع علامة مقروء",
  markUnread: "وضع علامة غير مقروء",
  archive: "أرشفة",
  reopen: "إعادة فتح",

  "search.assign": "إسناد…",
  "search.label": "تصنيف…",
  "search.priority": "الأولوية…",
  "search.snooze": "تأجيل…",
  "search.macro": "ماكرو…",
  nothingYet: "لا شيء للاختيار منه بعد. تجده في الإعدادات.",
  nothingFound: "لا شيء بهذا الاسم.",
  chosen: "مختار",
  me: "أنا",
  nobody: "لا أحد",
  noTeam: "بلا فريق",
};
