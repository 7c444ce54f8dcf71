import type { catalogList as english } from "../en/catalog-list.ts";
import type { Translation } from "../message.ts";

export const catalogList: Translation<typeof english> = {
  "new.label": "تصنيف جديد",
  "new.team": "فريق جديد",
  "new.cannedResponse": "رد جاهز جديد",
  "new.macro": "ماكرو جديد",
  "edit.label": "تعديل تصنيف",
  "edit.team": "تعديل فريق",
  "edit.cannedResponse": "تعديل رد جاهز",
  "edit.macro": "تعديل ماكرو",
  "make.label": "إنشاء تصنيف",
  "make.team": "إنشاء فريق",
  "make.cannedResponse": "إنشاء رد جاهز",
  "make.macro": "إنشاء ماكرو",
  "all.label": "كل التصنيفات",
  "all.team": "كل الفرق",
  "all.cannedResponse": "كل الردود الجاهزة",
  "all.macro": "كل وحدات الماكرو",
  editOne: "تعديل {name}",
  deleteOne: "حذف {name}",
  askToDelete: "حذف {name}؟",
  delete: "حذف",
  forThoseWhoAnswer: "يمكن لمن يردون إنشاؤها.",
};
