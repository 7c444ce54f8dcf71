import type { failures as english } from "../en/failures.ts";
import type { Translation } from "../message.ts";

export const failures: Translation<typeof english> = {
  notReached: "تعذر الوصول إلى Parley. تحقق من اتصالك وحاول مجددًا.",
  wrongPassword: "البريد الإلكتروني وكلمة المرور غير متطابقين. تحقق منهما وحاول مجددًا.",
  accountExists: "يوجد حساب بهذا البريد. سجّل الدخول، أو أعد تعيين كلمة مروره.",
  linkUsed: "استُخدم هذا الرابط من قبل أو أنه قديم. اطلب رابطًا جديدًا.",
  wrongEmail: "أدخل عنوان بريد إلكتروني صالحًا، مثل name@company.com.",
  passwordTooShort: "كلمة المرور قصيرة جدًا. اختر أطول منها.",
  passwordTooLong: "كلمة المرور طويلة جدًا. اختر أقصر منها.",
  isMember: "هذا الشخص عضو في الفريق بالفعل.",
  isInvited: "دُعي هذا الشخص من قبل.",
  otherRecipient: "هذه الدعوة لعنوان بريد آخر. سجّل الدخول بالعنوان الذي أُرسلت إليه.",
  invitationGone: "انتهت صلاحية هذه الدعوة أو سُحبت. اطلب دعوة جديدة.",
  addressTaken: "هذا العنوان مأخوذ. اختر عنوانًا آخر.",
  tooManyAttempts:
    "محاولات كثيرة. انتظر {minutes, plural, zero {# دقيقة} one {دقيقة واحدة} two {دقيقتين} few {# دقائق} many {# دقيقة} other {# دقيقة}}، ثم حاول مجددًا.",
  server: "تعذر على Parley فعل ذلك الآن. لم يتغير شيء؛ حاول مجددًا بعد لحظة.",
  notAccepted: "لم يُقبل ذلك. تحقق مما أدخلته وحاول مجددًا.",
};
