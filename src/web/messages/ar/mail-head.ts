import type { mailHead as english } from "../en/mail-head.ts";
import type { Translation } from "../message.ts";

export const mailHead: Translation<typeof english> = {
  edit: "الموضوع والنسخ",
  to: "إلى {address}",
  copies: "{count, plural, zero {لا نسخ} one {نسخة واحدة} two {نسختان} few {# نسخ} many {# نسخة} other {# نسخة}}",
  copyTo: "نسخة إلى {address}",
  replyAll:
    "{count, plural, zero {الردّ على الجميع} one {الردّ على الجميع (واحد آخر)} two {الردّ على الجميع (اثنان آخران)} few {الردّ على الجميع (# آخرون)} many {الردّ على الجميع (# آخرون)} other {الردّ على الجميع (# آخرون)}}",
  subject: "الموضوع",
  noSubject: "بلا موضوع",
  copiesTo: "نسخة إلى",
  add: "إضافة عنوان",
  addHint: "يضيفه مفتاح Enter. يمكن لصق عدة عناوين.",
  chosen: "من يتلقى نسخة",
  remove: "إزالة {address}",
  addAll:
    "{count, plural, zero {لا أحد لإضافته} one {إضافة شخص من هذه المحادثة} two {إضافة شخصين من هذه المحادثة} few {إضافة # أشخاص من هذه المحادثة} many {إضافة # شخصًا من هذه المحادثة} other {إضافة # شخص من هذه المحادثة}}",
  wrong: "هذا ليس عنوان بريد: {text}",
  tooMany: "للرسالة {most, number} نسخة على الأكثر.",
};
