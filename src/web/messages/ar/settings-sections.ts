import type { settingsSections as english } from "../en/settings-sections.ts";
import type { Translation } from "../message.ts";

export const settingsSections: Translation<typeof english> = {
  settings: "الإعدادات",
  "section.team": "أعضاء الفريق",
  "section.teams": "الفرق",
  "section.channels": "القنوات",
  "section.labels": "التصنيفات",
  "section.canned-responses": "الردود الجاهزة",
  "section.macros": "وحدات الماكرو",
  "section.api-keys": "مفاتيح API",
  "section.notifications": "الإشعارات",
  "section.preferences": "التفضيلات",
};
