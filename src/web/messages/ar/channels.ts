import type { channels as english } from "../en/channels.ts";
import type { Translation } from "../message.ts";

export const channels: Translation<typeof english> = {
  none: "لا قناة بعد",
  noneHint: "اربط قناة أدناه؛ ما يكتبه العملاء إليها يصل إلى الوارد.",
  forAdmins: "يمكن لمشرف ربط واحدة.",
  connected: "القنوات المربوطة",
  "state.connected": "يمكنها الإرسال",
  "state.stopped": "لا يمكنها الإرسال",
  "state.disconnected": "مفصولة",

  connect: "ربط قناة",
  "what.whatsapp": "رقم على منصة WhatsApp Business",
  "what.instagram": "الرسائل المباشرة لحساب احترافي",
  "what.sms": "رقم هاتف لدى Twilio",
  "what.email": "عنوان مثل {example}",

  goToNobody: "لا تذهب المحادثات الجديدة إلى أي فريق.",
  goToTeam: "تذهب المحادثات الجديدة إلى {team}.",
  typingShown: "يرى العملاء أن موظفًا يكتب.",
  typingNotShown: "لا يرى العملاء أن موظفًا يكتب.",
  tracked: "تُخبَرون بفتح الرسائل والنقر فيها.",
  notTracked: "لا تُخبَرون بفتح الرسائل والنقر فيها.",
};
