import type { messageTypes as english } from "../en/message-types.ts";
import type { Translation } from "../message.ts";

export const messageTypes: Translation<typeof english> = {
  text: "رسالة",
  image: "صورة",
  audio: "ملف صوتي",
  voice: "رسالة صوتية",
  video: "فيديو",
  document: "مستند",
  sticker: "ملصق",
  location: "موقع",
  contacts: "بطاقة جهة اتصال",
  interactive: "إجابة",
  button: "إجابة",
  order: "طلب",
  template: "قالب",
  system: "إشعار",
  unsupported: "رسالة غير مدعومة",
  note: "ملاحظة",
  activity: "نشاط",
  deleted: "رسالة محذوفة",
};
