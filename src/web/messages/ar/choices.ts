import type { choices as english } from "../en/choices.ts";
import type { Translation } from "../message.ts";

export const choices: Translation<typeof english> = {
  title: "إرسال خيارات",
  send: "إرسال الخيارات",
  kind: "على شكل",
  buttons: "أزرار تحت نص",
  list: "قائمة خلف زر",
  body: "النص",
  button: "الزر {n, number}",
  addButton: "إضافة زر",
  removeButton: "إزالة الزر {n, number}",
  opener: "الزر الذي يفتح القائمة",
  section: "القسم {n, number}",
  sectionTitle: "عنوان القسم",
  addSection: "إضافة قسم",
  row: "السطر {n, number}",
  description: "الشرح",
  addRow: "إضافة سطر",
  removeRow: "إزالة السطر {n, number}",
  full: "في القائمة {most, number} أسطر على الأكثر.",
  preview: "معاينة",
  count: "{count, number} / {limit, number}",
  tooLong: "{count, number} / {limit, number} — أطول من اللازم",
  fill: "املأ هذا الحقل.",
  mend: "بعض الحقول فارغة أو أطول من اللازم.",
};
