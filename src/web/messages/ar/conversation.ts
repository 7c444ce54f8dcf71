import type { conversation as english } from "../en/conversation.ts";
import type { Translation } from "../message.ts";

export const conversation: Translation<typeof english> = {
  readOnly: "دورك يتيح القراءة دون الرد.",
  notHere: "هذه المحادثة ليست هنا",
  whyNotHere: "قد يكون الرابط خاطئًا، أو أنها تخص مؤسسة أخرى.",
  notOnDevice: "هذه المحادثة ليست على هذا الجهاز",
  opensLater: "ستُفتح حالما يعود الاتصال بـ Parley.",
  back: "العودة إلى القائمة",

  close: "إغلاق",
  reopen: "إعادة فتح",
  "status.closed": "مغلقة",
  "status.archived": "مؤرشفة",
  "status.snoozed": "مؤجلة",
  follow: "متابعة",

  moreActions: "المزيد من الإجراءات",
  markUnread: "وضع علامة غير مقروء",
  archive: "أرشفة",
  "menu.snooze": "تأجيل…",
  "menu.label": "تصنيف…",
  "menu.priority": "الأولوية…",
  "menu.macro": "تشغيل ماكرو…",

  assign: "إسناد",
  assignTo: "إسناد إلى…",
  assignedTo: "مسندة إلى {name}",
  assignedToYou: "مسندة إليك",
  noAssignee: "لا أحد بهذا الاسم، ولا فريق.",
  you: "أنت",
  me: "أنا",
  nobody: "لا أحد",
  noTeam: "بلا فريق",
  hasIt: "مسندة إليه",

  label: "تصنيف",
  labels: "التصنيفات: {names}",
  noLabels: "لا تصنيفات بعد. اكتب اسمًا لإنشاء تصنيف.",
  createLabel: "إنشاء التصنيف «{name}»",

  priority: "الأولوية",
  setPriority: "تحديد الأولوية",
  priorityIs: "الأولوية: {priority}",

  snooze: "تأجيل",
  snoozeUntil: "تأجيل حتى",
  dateAndTimeMenu: "التاريخ والوقت…",
  wakeUp: "إنهاء التأجيل الآن",
  comesBack: "تعود قبل ذلك إذا كتب العميل.",
};
