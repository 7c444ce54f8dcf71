import type { activity as english } from "../en/activity.ts";
import type { Translation } from "../message.ts";

export const activity: Translation<typeof english> = {
  closed:
    "{who, select, nobody {أُغلقت تلقائيًا} you {أغلقتها أنت} gone {أغلقها زميل سابق أو برنامج} other {أغلقها {name}}}",
  archived:
    "{who, select, nobody {أُرشفت تلقائيًا} you {أرشفتها أنت} gone {أرشفها زميل سابق أو برنامج} other {أرشفها {name}}}",
  reopened: "{who, select, you {أعدت فتحها أنت} gone {أعاد فتحها زميل سابق أو برنامج} other {أعاد فتحها {name}}}",
  wokeUp: "عادت من التأجيل",
  customerWrote: "أُعيد فتحها: كتب العميل",
  snoozed:
    "أُجّلت حتى {time}{who, select, nobody {} you { بواسطتك} gone { بواسطة زميل سابق أو برنامج} other { بواسطة {name}}}",
  took: "{who, select, you {توليتها أنت} gone {تولّاها زميل سابق أو برنامج} other {تولّاها {name}}}",
  assigned:
    "أُسندت {to, select, you {إليك} gone {إلى زميل سابق أو برنامج} other {إلى {agent}}}{who, select, nobody {} you { بواسطتك} gone { بواسطة زميل سابق أو برنامج} other { بواسطة {name}}}",
  assignedToTeam:
    "أُسندت إلى {team}{who, select, nobody {} you { بواسطتك} gone { بواسطة زميل سابق أو برنامج} other { بواسطة {name}}}",
  assignedToBoth:
    "أُسندت {to, select, you {إليك} gone {إلى زميل سابق أو برنامج} other {إلى {agent}}} وإلى {team}{who, select, nobody {} you { بواسطتك} gone { بواسطة زميل سابق أو برنامج} other { بواسطة {name}}}",
  takenFromTeam:
    "سُحبت من {team}{who, select, nobody {} you { بواسطتك} gone { بواسطة زميل سابق أو برنامج} other { بواسطة {name}}}",
  unassigned:
    "أُلغي إسنادها{who, select, nobody {} you { بواسطتك} gone { بواسطة زميل سابق أو برنامج} other { بواسطة {name}}}",
  labelsAdded:
    "{who, select, nobody {أُضيف {added}} you {أضفت {added}} gone {أضاف زميل سابق أو برنامج {added}} other {أضاف {name} {added}}}",
  labelsRemoved:
    "{who, select, nobody {أُزيل {removed}} you {أزلت {removed}} gone {أزال زميل سابق أو برنامج {removed}} other {أزال {name} {removed}}}",
  labelsChanged:
    "{who, select, nobody {أُضيف {added} وأُزيل {removed}} you {أضفت {added} وأُزيل {removed}} gone {أضاف زميل سابق أو برنامج {added} وأُزيل {removed}} other {أضاف {name} {added} وأُزيل {removed}}}",
  prioritized:
    "{priority, select, none {بلا أولوية} low {أولوية منخفضة} medium {أولوية متوسطة} high {أولوية عالية} other {عاجلة}}{who, select, nobody {} you {، حددتها أنت} gone {، حددها زميل سابق أو برنامج} other {، حددها {name}}}",
  team: "فريق {name}",
  goneTeam: "فريق محذوف",
  goneLabel: "تصنيف محذوف",
};
