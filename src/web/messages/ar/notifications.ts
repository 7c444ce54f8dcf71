import type { notifications as english } from "../en/notifications.ts";
import type { Translation } from "../message.ts";

export const notifications: Translation<typeof english> = {
  messages:
    "{count, plural, zero {# رسالة جديدة من {contact}} one {رسالة جديدة من {contact}} two {رسالتان جديدتان من {contact}} few {# رسائل جديدة من {contact}} many {# رسالة جديدة من {contact}} other {# رسالة جديدة من {contact}}}",
  conversation: "رسالة جديدة من {contact} · محادثة جديدة",
  mentioned: "أشار إليك {by}",
  mentionedAbout: "أشار إليك {by}: {contact}",
  assigned: "أُسندت إليك",
  assignedAbout: "أُسندت إليك: {contact}",
  assignedBy: "أسندها إليك {by}",
  assignedByAbout: "أسندها إليك {by}: {contact}",
  undelivered: "لم تصل رسالتك إلى {contact}",
  lead: "تم كسب عميل محتمل",
  leadAbout: "تم كسب عميل محتمل: {contact}",
  clicked: "نقر {contact} على رابط في رسالتك",
  opened: "فتح {contact} رسالتك",
  worth: "بقيمة {value, number}",
  aCustomer: "عميل",
  someone: "شخص ما",

  messagesInMany:
    "{messages, plural, zero {# رسالة جديدة} one {رسالة جديدة} two {رسالتان جديدتان} few {# رسائل جديدة} many {# رسالة جديدة} other {# رسالة جديدة}} في {conversations, plural, zero {# محادثة} one {محادثة واحدة} two {محادثتين} few {# محادثات} many {# محادثة} other {# محادثة}}",
  news: "أخبار عن {count, plural, zero {# عميل} one {عميل واحد} two {عميلين} few {# عملاء} many {# عميلًا} other {# عميل}}",
  andMore: "{names} و{count, number} آخرون",

  list: "الإشعارات",
  desktop: "إشعارات سطح المكتب",
  oneCustomer: "عميل",
  hint: "كتب {contact} وأنت في مكان آخر. يمكن لسطح مكتبك إبلاغك في المرة القادمة.",
  notNow: "ليس الآن",
  allow: "السماح بإشعارات سطح المكتب",
};
