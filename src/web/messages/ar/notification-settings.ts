import type { notificationSettings as english } from "../en/notification-settings.ts";
import type { Translation } from "../message.ts";

export const notificationSettings: Translation<typeof english> = {
  yoursAlone: "هذه لك وحدك، في هذا المتصفح. وأنت «مشغول» لا يظهر شيء ولا يُسمع؛ تستمر الأعداد.",
  toldOf: "ما يتم إبلاغك به",
  toldOfHint: "لا يُبلَّغ عما هو مفتوح أمامك. ما تتابعه يُعد لك.",
  hear: "سماع الصوت",
  desktop: "إشعارات سطح المكتب",
  allow: "السماح بإشعارات سطح المكتب",
  "permission.default": "يمكن لنظامك إبلاغك عندما يكون Parley خلف نافذة أخرى. يسألك متصفحك مرة واحدة.",
  "permission.granted": "مسموح بها: يبلغك نظامك عندما يكون Parley خلف نافذة أخرى.",
  "permission.denied": "محظورة. للسماح بها افتح إعدادات المتصفح لهذا الموقع، بجانب العنوان، واختر الإشعارات.",
  "permission.unsupported": "لا يدعمها هذا المتصفح. يتم إبلاغك داخل Parley.",

  "way.toast": "في Parley",
  "way.desktop": "سطح المكتب",
  "way.sound": "الصوت",
  "reach.off": "إيقاف",
  "reach.mine": "محادثاتي وغير المسندة",
  "reach.all": "الكل",
  on: "تشغيل",
  reachOf: "{topic}: لأي محادثات",
  "topic.message": "رسالة جديدة",
  "hint.message": "يكتب عميل في محادثة موجودة.",
  "topic.conversation": "محادثة جديدة",
  "hint.conversation": "يكتب عميل لأول مرة.",
  "topic.mention": "إشارة",
  "hint.mention": "يذكرك زميل في ملاحظة.",
  "topic.assigned": "مسندة إليك",
  "hint.assigned": "تُسند إليك محادثة، من زميل أو بقاعدة.",
  "topic.lead": "كسب عميل محتمل",
  "hint.lead": "يحوّل زميل أو برنامج جهة اتصال إلى عميل.",
};
