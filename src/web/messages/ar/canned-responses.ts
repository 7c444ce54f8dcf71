import type { cannedResponses as english } from "../en/canned-responses.ts";
import type { Translation } from "../message.ts";

export const cannedResponses: Translation<typeof english> = {
  intro: "نصوص ترسلها كثيرًا. في الرد اكتب / ثم الاختصار.",
  none: "لا ردود جاهزة بعد",
  noneHint: "اكتب ساعات عملك مرة واحدة، وسمّها «hours»، ومنذ ذلك يكتب الجميع ‎/hours.",
  forThoseWhoAnswer: "يمكن لمن يردون كتابتها.",
  noneFound: "لا شيء يحتوي «{sought}»",
  noneFoundHint: "جرّب حروفًا أقل.",
  warning: "لن يستطيع أحد كتابته بالاختصار {shortcut} بعد الآن. يبقى ما أُرسل.",
  search: "البحث في الردود الجاهزة",
  searchHint: "ابحث في الاختصارات والنصوص",
  textMissing: "اكتب النص الذي يُرسل.",
  shortcut: "الاختصار",
  shortcutHint: "ما يُكتب بعد /، مثل hours: حروف وأرقام و- و_",
  shortcutForm: "حروف وأرقام و- و_، بلا مسافات",
  text: "النص",

  insert: "إدراج متغير",
  "variable.contact.first_name": "الاسم الأول للعميل",
  "variable.contact.name": "اسم العميل",
  "variable.contact.phone": "رقم العميل",
  "variable.agent.first_name": "اسمك الأول",
  "variable.agent.name": "اسمك",
  "otherwise.name": "عميلنا العزيز",
  "otherwise.phone": "رقمك",
  previewTo: "إلى {name}",
  exampleName: "روزا ليند",
  previewToUnknown: "إلى عميل لا يُعرف عنه شيء",
};
