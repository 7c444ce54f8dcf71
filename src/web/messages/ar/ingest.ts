import type { ingest as english } from "../en/ingest.ts";
import type { Translation } from "../message.ts";

export const ingest: Translation<typeof english> = {
  title: "التلقّي",
  forManagers: "هذه الصفحة للمالكين والمشرفين",
  forManagersHint: "تعرض ما كتبه العملاء قبل أن يحق لأحد رؤيته. اسأل أحدهم عندما تفتقد رسالة.",
  refresh: "تحديث",
  arrived: "ما وصل",
  period: "الفترة",
  "period.24": "24 ساعة",
  "period.168": "7 أيام",
  asOf: "حتى {time}.",
  received: "المستلَم",
  alerts: "التنبيهات",
  toChannels: "إلى القناة",

  nothing: "لم يصل شيء في آخر {period}.",
  allStored: "حُفظ كل ما وصل.",
  notStored:
    "{count, plural, zero {# من {received, number} مما وصل} one {# من {received, number} مما وصل} two {# من {received, number} مما وصل} few {# من {received, number} مما وصل} many {# من {received, number} مما وصل} other {# من {received, number} مما وصل}} لم يُحفظ: {parts}.",
  twice: "{count, number} وصل مجددًا وحُسب مرة واحدة.",
  counted:
    "{count, number} {outcome, select, stored {محفوظ} duplicate {مكرر} ignored {متجاهَل} parked {معلّق} other {فاشل}}",
  "outcome.stored": "محفوظ",
  "outcome.duplicate": "مكرر",
  "outcome.ignored": "متجاهَل",
  "outcome.parked": "معلّق",
  "outcome.failed": "فاشل",
  "means.stored": "هو في الوارد.",
  "means.duplicate": "كان هنا من قبل؛ أرسله المزوّد مجددًا. لم يُفقد شيء.",
  "means.ignored": "فُهم أو لم يُفهم، وتُرك عمدًا.",
  "means.parked": "يخص رسالة لم تصل بعد، ويسري عند وصولها.",
  "means.failed": "تعذر حفظه. بياناته محفوظة: أعد تلقّيه.",
  channelGone: "القناة المقصودة لم تعد موجودة.",
  stumbled: "تعثر Parley به: {reason}",

  "advice.channel_stopped": "ما زالت الرسائل تصل؛ والردود تنتظر. أعطِ القناة رمز وصول صالحًا فيُرسل ما ينتظر.",
  "advice.channel_warned": "يقول المزوّد هذا عن الرقم أو الحساب نفسه. انظر ما يطلبه، ثم علّمه كمقروء.",
  "advice.row_refused": "سجل واحد مفقود من القوائم والبحث؛ المحادثة نفسها مستمرة. أخبر من يشغّل Parley بهذه الكلمات.",
  "advice.storage_filling": "لم يُفقد شيء بعد. على من يشغّل Parley أن يستعد لذلك الآن.",
  "advice.history_behind":
    "لم يُفقد شيء: تستمر المحادثات المفتوحة، وتتأخر القوائم والسجل والبحث. يلحق بنفسه؛ إن بقي هكذا ساعة فأخبر من يشغّل Parley.",

  perHour: "ما وصل في آخر {period}، لكل ساعة",
  now: "الآن",
  barTitle: "{time}: استُلم {count, number}",
  numbers: "الأرقام لكل ساعة",
  caption: "ما وصل في آخر {period}، الأحدث أولًا. الساعات التي لم يصل فيها شيء محذوفة.",
  hour: "الساعة",
};
