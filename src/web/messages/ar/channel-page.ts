import type { channelPage as english } from "../en/channel-page.ts";
import type { Translation } from "../message.ts";

export const channelPage: Translation<typeof english> = {
  gone: "لا توجد قناة كهذه",
  goneHint: "قد تكون لمؤسسة أخرى.",
  stopped: "لا تستطيع هذه القناة الإرسال. ما ينتظرها محفوظ.",
  "mend.token": "أعطها رمزًا جديدًا أدناه، أو استأنفها إن أوقفها أمر آخر وأُصلح.",
  "mend.agent": "ما زالت الرسائل تصل؛ وتنتظر الردود حتى يصلحها مشرف.",
  notices: "ما يقوله المزوّد",
  noticeOf: "قيل في {time}",
  noticeUntil: "قيل في {time}؛ حتى {until}",
  seen: "تعليم كمقروء",
  resume: "استئناف الإرسال",
  disconnected: "هذه القناة مفصولة. يمكن قراءة محادثاتها لا الرد فيها.",
  connectAgain: "اربطها مجددًا",

  waiting: "في طابورها",
  "waiting.none": "لا شيء ينتظر، ولم يفشل شيء.",
  "count.waiting":
    "{count, plural, zero {لا رسالة تنتظر} one {رسالة واحدة تنتظر} two {رسالتان تنتظران} few {# رسائل تنتظر} many {# رسالة تنتظر} other {# رسالة تنتظر}}",
  "count.failed":
    "{count, plural, zero {لم تفشل رسالة} one {فشلت رسالة واحدة} two {فشلت رسالتان} few {فشلت # رسائل} many {فشلت # رسالة} other {فشلت # رسالة}}",
  "count.unconfirmed":
    "{count, plural, zero {لا رسالة يُجهل وصولها} one {رسالة واحدة لا يُعرف هل وصلت} two {رسالتان لا يُعرف هل وصلتا} few {# رسائل لا يُعرف هل وصلت} many {# رسالة لا يُعرف هل وصلت} other {# رسالة لا يُعرف هل وصلت}}",

  settings: "الإعدادات",
  goTo: "تذهب المحادثات الجديدة إلى",
  noTeam: "بلا فريق",
  showTyping: "إظهار أن موظفًا يكتب للعملاء",
  showTypingHint: "عندها يضع WhatsApp أيضًا علامة مقروء على رسالتهم لديهم.",
  rate: "الرسائل في الثانية",
  rateHint: "ما يسمح المزوّد للرقم بإرساله؛ {n, number} إن تُرك هذا فارغًا.",
  rateError: "عدد من 1 إلى {most, number}، أو لا شيء.",
  saved: "حُفظ.",

  comesIn: "من أين تصل الرسائل",
  "comesIn.meta": "في لوحة تطبيقات Meta، أعط هذا عنوانًا للاستدعاء مع رمز التحقق، واشترك في الحقل messages:",
  "comesIn.shared":
    "يرسل تطبيق Meta الخاص بهذه المنصة الرسائل إلى عنوان الاستدعاء هذا. وقد أعطاه من يشغّل Parley إلى Meta مع رمز التحقق (META_VERIFY_TOKEN):",
  "comesIn.sms": "في لوحة تحكم Twilio، اجعل “A message comes in” للرقم على هذا العنوان، بالطريقة POST:",
  "comesIn.email":
    "في Cloudflare، تحت النطاق ← Email Routing، وجّه هذا العنوان إلى Worker الخاص بـParley مع تفعيل subaddressing:",
  "comesIn.report":
    "إن كان له حساب خاص لدى خدمة البريد، فأرسل إشعارات (webhooks) ذلك الحساب إلى هذا العنوان، لتُعرف الرسائل المرتدة والشكاوى:",
  callbackUrl: "عنوان الاستدعاء",
  address: "العنوان",

  access: "الوصول",
  "access.hint": "ما يُترك فارغًا يبقى كما هو. وما تحفظه يُفحص لدى {provider} أولًا.",
  "action.save": "حفظ",
  "action.resume": "حفظ واستئناف",
  "access.nothing": "أدخل ما هو جديد.",
  "access.saved": "حُفظ، وهو يعمل.",

  disconnect: "فصل",
  "disconnect.hint": "لا يصل شيء ولا يخرج بعدها. تبقى محادثاتها، وتستمر حين يُربط الرقم أو الحساب نفسه مجددًا.",
  "disconnect.ask": "فصل {name}؟",
  "disconnect.warning":
    "يُنسى رمزها وتبقى إعداداتها لدى المزوّد كما هي. {count, plural, =0 {لا شيء ينتظر في طابورها.} zero {لا شيء ينتظر في طابورها.} one {ستفشل رسالة واحدة تنتظر.} two {ستفشل رسالتان تنتظران.} few {ستفشل # رسائل تنتظر.} many {ستفشل # رسالة تنتظر.} other {ستفشل # رسالة تنتظر.}} يمكن قراءة محادثاتها لا الرد فيها.",
};
