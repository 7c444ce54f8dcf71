import type { shell as english } from "../en/shell.ts";
import type { Translation } from "../message.ts";

export const shell: Translation<typeof english> = {
  main: "الرئيسية",
  inbox: "الوارد",
  mentions: "الإشارات",
  contacts: "العملاء",
  find: "بحث",
  findHint: "ابحث أو نفّذ أي شيء (Ctrl K)",
  outbox: "الصادر",
  ingest: "التلقّي",
  settings: "الإعدادات",
  unread: "غير مقروءة",

  account: "حساب {name}",
  current: "الحالية",
  createOrganisation: "إنشاء مؤسسة",
  shortcuts: "اختصارات لوحة المفاتيح",
  signOut: "تسجيل الخروج",
  "presence.online": "متصل",
  "presence.away": "بعيد",
  "presence.busy": "مشغول",

  live: "متصل",
  waiting: "انتظار",
  offline: "غير متصل",
  reconnecting: "جارٍ إعادة الاتصال…",
  tryNow: "حاول الآن",
  youAreOffline: "أنت غير متصل — ستُرسَل الرسائل عند عودتك",
  signedOut: "سُجِّل خروجك. ما كتبته محفوظ وسيُرسَل عندما تسجّل الدخول مجددًا.",
  signIn: "تسجيل الدخول",
  removed: "لم تعد عضوًا في هذه المؤسسة.",
  replaced: "فُتحت علامة التبويب هذه في مكان آخر.",
  useItHere: "استخدمها هنا",
  outdated: "يتوفر إصدار جديد من Parley.",
  load: "تحميله",

  failed: "لم ينجح {attempt}: {reason}",
  assignAnyway: "الإسناد على أي حال",
  tryAgain: "حاول مجددًا",
  dismiss: "تجاهل",
  conversationWith: "المحادثة مع {name}",
  conversationWithCustomer: "المحادثة مع عميل",
  conversations:
    "{count, plural, zero {أي محادثة} one {محادثة واحدة} two {محادثتين} few {# محادثات} many {# محادثة} other {# محادثة}}",
};
