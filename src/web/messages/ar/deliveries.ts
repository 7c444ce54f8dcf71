import type { deliveries as english } from "../en/deliveries.ts";
import type { Translation } from "../message.ts";

export const deliveries: Translation<typeof english> = {
  title: "ما لم يُحفظ",
  intro: "عمليات تسليم لم يصل شيء منها إلى الوارد، والسبب. تُحفظ بياناتها 30 يومًا.",
  noneOfKind: "لا شيء من هذا النوع",
  allStored: "حُفظ كل ما وصل",
  noneOfKindHint: "لا تسليم مطابقًا في آخر 30 يومًا. اختر نتيجة أو قناة أخرى.",
  allStoredHint: "إن لم يُحفظ شيء فسيظهر هنا مع السبب، ويمكن تلقّيه مجددًا.",
  deliveries: "عمليات التسليم",
  older: "عرض الأقدم",
  outcome: "النتيجة",
  any: "أي نتيجة",
  now: "الآن: {outcomes}",
  noChannel: "بلا قناة",

  items: "ما آلت إليه عناصره",
  replay: "إعادة التلقّي",
  replayHint: "يتلقّاه مجددًا. ما حُفظ من قبل لا يتكرر.",
  replayed: "تم تلقّيه مجددًا: {outcomes}.",
  bytesGone: "حُفظت بياناته 30 يومًا ثم زالت.",
  asItArrived: "كما وصل",
};
