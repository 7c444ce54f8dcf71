import type { failures as english } from "../en/failures.ts";
import type { Translation } from "../message.ts";

export const failures: Translation<typeof english> = {
  notReached: "تعذر الوصول إلى Parley. تحقق من اتصالك وحاول مجددًا.",
  wrongPassword: "البريد الإلكتروني وكلمة المرور غير متطابقين. تحقق منهما وحاول مجددًا.",
  accountExists: "يوجد حساب بهذا البريد. سجّل الدخول، أو أعد تعيين كلمة مروره.",
  linkUsed: "استُخدم هذا الرابط من قبل أو أنه قديم. اطلب رابطًا جديدًا.",
  passwordTooCommon: "كلمة المرور هذه من أول ما يخمّنه أي شخص. اختر كلمة أخرى.",
  inviterGone: "لم يعد بإمكان من دعاك أن يدعو أحدًا. اطلب دعوة جديدة منه أو من زميل.",
  invitationOver: "استُخدمت هذه الدعوة أو سُحبت أو أنها قديمة. اطلب دعوة جديدة.",
  invitedAlone: "تُنشأ الحسابات هنا بالدعوة. استخدم الرابط في بريدك، بالعنوان الذي أُرسل إليه.",
  noNewAccounts: "لا تُنشأ حسابات جديدة هنا.",
  lastOwner: "لكل مؤسسة مالك واحد على الأقل. اجعل شخصًا آخر مالكًا أولًا.",
  addressTaken: "هذا العنوان مأخوذ. اختر عنوانًا آخر.",
  tooManyAttempts:
    "محاولات كثيرة. انتظر {minutes, plural, zero {# دقيقة} one {دقيقة واحدة} two {دقيقتين} few {# دقائق} many {# دقيقة} other {# دقيقة}}، ثم حاول مجددًا.",
  server: "تعذر على Parley فعل ذلك الآن. لم يتغير شيء؛ حاول مجددًا بعد لحظة.",
  notAccepted: "لم يُقبل ذلك. تحقق مما أدخلته وحاول مجددًا.",
};
