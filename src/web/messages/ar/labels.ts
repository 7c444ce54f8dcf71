import type { labels as english } from "../en/labels.ts";
import type { Translation } from "../message.ts";

export const labels: Translation<typeof english> = {
  intro: "تقول التصنيفات عمّ تدور المحادثة. يمكن لكل من يرد أن يضعها، وأن يقصر القائمة على أحدها.",
  none: "لا تصنيفات بعد",
  noneHint: "ابدأ بأكثر ما يكتب عنه العملاء، مثل «الفواتير» أو «الإرجاع». ثم اضغط L على محادثة لتصنيفها.",
  warning: "يُزال «{name}» من كل المحادثات التي تحمله، والمغلقة أيضًا. تبقى المحادثات. لا يمكن التراجع عن هذا.",
  active:
    "{count, plural, =0 {لا محادثة نشطة} zero {لا محادثة نشطة} one {محادثة نشطة واحدة} two {محادثتان نشطتان} few {# محادثات نشطة} many {# محادثة نشطة} other {# محادثة نشطة}}",
  looks: "كما يظهر على محادثة: {label}",
  color: "اللون",
  "color.grey": "رمادي",
  "color.red": "أحمر",
  "color.amber": "كهرماني",
  "color.green": "أخضر",
  "color.teal": "أزرق مخضر",
  "color.blue": "أزرق",
  "color.violet": "بنفسجي",
  "color.pink": "وردي",
};
