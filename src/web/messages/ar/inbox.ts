import type { inbox as english } from "../en/inbox.ts";
import type { Translation } from "../message.ts";

export const inbox: Translation<typeof english> = {
  conversation: "المحادثة",
  viewNotHere: "طريقة العرض هذه ليست هنا",
  whyNotHere: "حُذفت، أو أنها خاصة بأحد الزملاء.",
  allConversations: "كل المحادثات",
  nothingOpen: "لا توجد محادثة مفتوحة",
  howToOpen: "اختر محادثة من القائمة. بلوحة المفاتيح: j و k للتنقل، و Enter للفتح، و ? لعرض كل المفاتيح.",

  unknownCustomer: "عميل غير معروف",
  "channel.whatsapp": "واتساب",
  "channel.instagram": "إنستغرام",
  "channel.sms": "رسائل SMS",
  "channel.email": "البريد الإلكتروني",

  "view.all": "المفتوحة",
  "view.mine": "لي",
  "view.unassigned": "غير مسندة",
  "view.unread": "غير مقروءة",
  "view.following": "المتابعة",
  "view.snoozed": "المؤجلة",
  "view.closed": "المغلقة",
  "view.archived": "المؤرشفة",

  "priority.none": "بلا أولوية",
  "priority.low": "منخفضة",
  "priority.medium": "متوسطة",
  "priority.high": "عالية",
  "priority.urgent": "عاجلة",
  "mark.low": "أولوية منخفضة",
  "mark.medium": "أولوية متوسطة",
  "mark.high": "أولوية عالية",
  "mark.urgent": "عاجلة",

  team: "فريق {name}",
  has: "مسندة إلى {name}",
  follows: "يتابعها {name}",
  looks: "يطّلع عليها {name} الآن",
  replies: "{name} يرد الآن",
  types: "{name} يكتب…",
  twoType: "{first} و{second} يكتبان…",
  manyType:
    "{count, plural, zero {لا أحد يكتب} one {زميل واحد يكتب…} two {زميلان يكتبان…} few {# زملاء يكتبون…} many {# زميلًا يكتبون…} other {# زميل يكتبون…}}",

  "snooze.hour": "بعد ساعة",
  "snooze.evening": "هذا المساء",
  "snooze.tomorrow": "غدًا",
  "snooze.monday": "الاثنين",
  snoozedUntil: "مؤجلة حتى {time}",
};
