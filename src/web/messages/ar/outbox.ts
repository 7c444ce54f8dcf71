import type { outbox as english } from "../en/outbox.ts";
import type { Translation } from "../message.ts";

export const outbox: Translation<typeof english> = {
  title: "الصادر",
  states: "الحالة",
  "state.failed": "فشلت",
  "state.unconfirmed": "غير مؤكدة",
  "state.waiting": "تنتظر",
  "state.scheduled": "مجدولة",
  "about.failed": "لم تصل. أصلح الخلل ثم أرسلها مجددًا.",
  "about.unconfirmed":
    "ضاع جواب المزوّد: ربما وصلت. اسأل العميل أو انظر لدى المزوّد، ثم أخبر هنا. لا يُعاد إرسال شيء منها تلقائيًا.",
  "about.waiting": "لم تخرج بعد. لا يلزم شيء، إلا إذا كانت قناتها متوقفة.",
  "about.scheduled": "تخرج في وقت خاص بها. يمكن سحبها حتى ذلك الحين.",
  list: "الرسائل",
  older: "الأقدم",

  "none.failed": "لم يفشل شيء",
  "none.failed.hint": "ما يرفضه مزوّد يظهر هنا، مع سببه وطريقة لإرساله مجددًا.",
  "none.unconfirmed": "يُعرف عن كل شيء هل وصل",
  "none.unconfirmed.hint": "حين يضيع جواب مزوّد تنتظر الرسالة هنا حتى يقول أحد هل وصلت.",
  "none.waiting": "لا شيء ينتظر",
  "none.waiting.hint": "تخرج الردود فور إرسالها. وما تحبسه قناة متوقفة يظهر هنا.",
  "none.scheduled": "لا شيء مجدول",
  "none.scheduled.hint": "اختر وقتًا من الساعة بجانب الرد، فينتظر هنا حتى يحين.",

  select: "حدد الرسالة إلى {name}",
  selectAll: "تحديد الكل",
  selected:
    "{count, plural, zero {لم يُحدد شيء} one {حُددت واحدة} two {حُددت اثنتان} few {حُددت #} many {حُددت #} other {حُددت #}}",
  retry: "إعادة الإرسال",
  retrySelected:
    "{count, plural, zero {إعادة إرسال 0} one {إعادة إرسال واحدة} two {إعادة إرسال اثنتين} few {إعادة إرسال #} many {إعادة إرسال #} other {إعادة إرسال #}}",
  retryAll: "إعادة إرسال الكل",
  askAll:
    "{count, plural, zero {لا شيء لإعادة إرساله} one {إعادة إرسال رسالة واحدة؟} two {إعادة إرسال رسالتين؟} few {إعادة إرسال # رسائل؟} many {إعادة إرسال # رسالة؟} other {إعادة إرسال # رسالة؟}}",
  askAllHint: "ما فشل لسبب ما زال قائمًا سيفشل مجددًا. وما قد يكون وصل يُترك كما هو.",
  retried:
    "{count, plural, =0 {لم يُعد إرسال شيء.} zero {لم يُعد إرسال شيء.} one {واحدة في طريقها مجددًا.} two {اثنتان في طريقهما مجددًا.} few {# في طريقها مجددًا.} many {# في طريقها مجددًا.} other {# في طريقها مجددًا.}}",
  refused:
    "{count, plural, zero {لم تُرفض واحدة} one {لم تُقبل واحدة} two {لم تُقبل اثنتان} few {لم تُقبل #} many {لم تُقبل #} other {لم تُقبل #}}: {reason}",
  more: "هناك المزيد: أعد إرسال الكل مرة أخرى.",
  arrived: "وصلت",
  notArrived: "لم تصل",
  takeBack: "سحب",
  open: "فتح المحادثة",
  toChannel: "إلى القناة",
  to: "إلى {name}",
  notDone: "لم ينجح ذلك: {reason}",

  "waits.schedule": "تخرج {time}.",
  "waits.channel": "تنتظر قناتها، وهي متوقفة.",
  "waits.answer": "لدى المزوّد، ويُنتظر جوابه.",
  "waits.turn": "تنتظر دورها.",
  "waits.retry": "لم يستطع المزوّد أخذها. تُعاد المحاولة {time}.",
  "waits.hold": "محتجزة لحظة كي يستطيع مرسلها سحبها.",

  "error.connection": "انقطع الاتصال مع {provider}.",
  "error.timeout": "لم يجب {provider} في الوقت.",
  "error.no_answer": "ضاع جواب المزوّد.",
  "error.no_answer.advice": "ربما وصلت. اسأل العميل، أو أرسلها مجددًا إن كنت متأكدًا أنها لم تصل.",
  "error.not_arrived": "يقول أحد من الفريق إنها لم تصل.",
  "error.not_arrived.advice": "أرسلها مجددًا.",
  "error.channel_disconnected": "فُصلت القناة قبل إرسال هذه.",
  "error.channel_disconnected.advice": "اربطها مجددًا، ثم أرسل هذه مجددًا.",
  "error.restored": "استُعيدت المؤسسة وهذه الرسالة في طريقها.",
  "error.restored.advice": "ربما وصلت. اسأل العميل، أو أرسلها مجددًا إن كنت متأكدًا أنها لم تصل.",
  unknownReason: "لم يُذكر سبب.",
  badge: "فشلت أو غير مؤكدة",
};
