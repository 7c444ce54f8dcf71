import type { ignored as english } from "../en/ignored.ts";
import type { Translation } from "../message.ts";

export const ignored: Translation<typeof english> = {
  foreign: "يذكر رقمًا لك، لكن وقّعه تطبيق آخر: لا يحق له التحدث باسم ذلك الرقم.",
  "call: connect": "تبدأ مكالمة. يظهر سطرها في المحادثة عند انتهائها.",
  "status of a call": "خبر عن مكالمة. يظهر سطرها في المحادثة عند انتهائها.",
  "group message": "رسالة في مجموعة. يتلقّى Parley محادثات مع عميل واحد لكل منها.",
  "status of a group message": "خبر عن رسالة في مجموعة. يتلقّى Parley محادثات مع عميل واحد لكل منها.",
  "too old": "عمره أكثر من 40 يومًا: يجب ألا تبدو رسالة قديمة كأنها جديدة.",
  "too large to be parked": "وصل قبل ربط رقمه، وكان أكبر من أن يُحفظ.",
  "unreadable item": "متداخل أعمق من أن يُقرأ.",
  "the customer opened the chat": "فتح العميل الدردشة ولم يكتب شيئًا.",
  "edit without a text": "تغيير رسالة إلى ما ليس نصًا.",
  "reaction without a message": "تفاعل لا يذكر على ماذا.",
  "entry without changes": "أرسل المزوّد ظرفًا لا شيء فيه.",
  "instagram is not connected": "خبر عن حساب Instagram. لا ربط مع Instagram هنا.",
  "malformed change": "ليس بالشكل الذي يوثّقه المزوّد.",
  "malformed message": "رسالة ليست بالشكل الذي يوثّقه المزوّد.",
  "malformed status": "حالة ليست بالشكل الذي يوثّقه المزوّد.",
  "message without a sender": "رسالة لا تذكر مرسلها.",
  "message without a recipient": "رسالة منك لا تذكر إلى من ذهبت.",
  "message without a usable id": "رسالة بلا معرّف: لا يمكن تمييزها من نسخها.",
  "status without a usable id": "حالة لا تذكر لأي رسالة.",
};
