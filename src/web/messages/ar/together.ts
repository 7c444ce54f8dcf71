import type { together as english } from "../en/together.ts";
import type { Translation } from "../message.ts";

export const together: Translation<typeof english> = {
  together: "كل القنوات",
  togetherHint: "عرض ما قيل عبر {channels} في مكان واحد",
  leftOut: "تعذّر تحميل ما قيل عبر {channels}.",
  repliesBy: "<strong>{name} يرد</strong> عبر {channel}",
  typesBy: "<strong>{name} يكتب</strong> عبر {channel}",
  writeBy: "الكتابة عبر {channel}",
  chooseChannel: "اختيار القناة",
  begin: "بدء محادثة عبر",
  busyElsewhere: "من يكتب عبر القنوات الأخرى",
};
