import type { narrowing as english } from "../en/narrowing.ts";
import type { Translation } from "../message.ts";

export const narrowing: Translation<typeof english> = {
  title: "تصفية المحادثات",
  any: "الكل",
  deleted: "محذوف",

  saveTitle: "حفظ طريقة العرض هذه",
  changeTitle: "تغيير اسم طريقة العرض أو مشاركتها",
  save: "حفظ",
  name: "الاسم",
  share: "مشاركتها مع الفريق",
  shareHint: "عندها يراها كل من في المؤسسة، وإلا فأنت وحدك.",

  whatToDo: "ما يمكن فعله بطريقة العرض {name}",
  change: "تغيير الاسم أو المشاركة…",
  remove: "حذف…",
  removeTitle: "حذف طريقة العرض {name}؟",
  removeNow: "حذف",
  removeOwn: "تبقى المحادثات التي فيها كما هي.",
  removeShared: "ستُحذف للفريق كله. تبقى المحادثات التي فيها كما هي.",
};
