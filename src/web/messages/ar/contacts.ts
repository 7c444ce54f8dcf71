import type { contacts as english } from "../en/contacts.ts";
import type { Translation } from "../message.ts";

export const contacts: Translation<typeof english> = {
  title: "جهات الاتصال",
  contact: "جهة الاتصال",
  noneOpen: "لا جهة اتصال مفتوحة",
  howToOpen: "اختر واحدة من القائمة. بلوحة المفاتيح: j وk للتنقل، وEnter للفتح، و/ للبحث.",
  back: "العودة إلى القائمة",
  search: "البحث في جهات الاتصال",
  nameOrNumber: "الاسم أو الرقم",
  none: "لا جهات اتصال بعد",
  noneHint: "كل من يكتب إلى إحدى قنواتك يظهر هنا منذ رسالته الأولى.",
  noneFound: "لا أحد بهذا الاسم أو الرقم",
  noneFoundHint: "جرّب جزءًا من الاسم، أو آخر أرقام الهاتف.",
  notLoaded: "تعذر تحميل جهات الاتصال. {reason}",
  more: "عرض المزيد",
};
