import type { channels as english } from "../en/channels.ts";
import type { Translation } from "../message.ts";

export const channels: Translation<typeof english> = {
  none: "لا قناة بعد",
  noneHint: "اربط رقم WhatsApp أدناه؛ ما يكتبه العملاء إليه يصل إلى الوارد.",
  forAdmins: "يمكن لمشرف ربط واحدة.",
  connected: "القنوات المربوطة",
  "state.connected": "متصلة",
  "state.stopped": "متوقفة",
  "state.disconnected": "مفصولة",

  connect: "ربط رقم WhatsApp",
  where:
    "تجد هذه في لوحة تطبيقات Meta تحت WhatsApp → API Setup. يُخزَّن الرمز مشفّرًا ولا يُعرض مجددًا. وهناك، تحت Configuration، عنوان الاستدعاء هو {url}.",
  connectNumber: "ربط الرقم",
  done: "تم الربط. تصل الرسائل إلى هذا الرقم إلى الوارد من الآن.",
  nameHint: "ما يسميه به فريقك، مثل الدعم",
  number: "رقم الهاتف",
  numberHint: "مع رمز الدولة، مثل {example}",
  numberId: "معرّف رقم الهاتف (Phone number ID)",
  accountId: "معرّف حساب WhatsApp Business (WABA ID)",
  digits: "أرقام فقط",
  token: "رمز الوصول (Access token)",
  tokenHint: "لمستخدم نظام، كي لا تنتهي صلاحيته",
  ownApp: "لهذا الرقم تطبيق Meta خاص به",
  appSecret: "سر التطبيق (App secret)",
  verifyToken: "رمز التحقق (Verify token)",

  goToNobody: "لا تذهب المحادثات الجديدة إلى أي فريق.",
  goToTeam: "تذهب المحادثات الجديدة إلى {team}.",
  typingShown: "يرى العملاء أن موظفًا يكتب.",
  goTo: "تذهب المحادثات الجديدة إلى",
  noTeam: "بلا فريق",
  showTyping: "إظهار أن موظفًا يكتب للعملاء",
  showTypingHint: "عندها يضع WhatsApp أيضًا علامة مقروء على رسالتهم لديهم.",
};
