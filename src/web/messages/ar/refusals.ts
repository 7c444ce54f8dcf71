import type { refusals as english } from "../en/refusals.ts";
import type { Translation } from "../message.ts";

export const refusals: Translation<typeof english> = {
  invalid: "فيه شيء غير صالح. تحقق مما أدخلته.",
  unauthorized: "لم تسجّل الدخول.",
  forbidden: "لا يحق لك فعل ذلك.",
  not_found: "لم يعد موجودًا.",
  conflict: "يتعارض مع ما هو موجود.",
  stale: "غيّره شخص آخر في هذه الأثناء.",
  already_assigned: "هي لدى زميل من قبل.",
  locked: "يكتب زميل ردًا هناك الآن.",
  expired: "فات أوان ذلك.",
  too_large: "حجمه أكبر من المسموح.",
  unsupported_media_type: "لا يُقبل هذا النوع من الملفات.",
  window_closed: "مضى على آخر رسالة من العميل وقت طويل: لا تقبل القناة ردًا حرًا الآن.",
  opted_out: "لا يريد العميل أن يُكتب إليه.",
  too_long: "النص أطول من المسموح.",
  unsupported_content: "لا تستطيع القناة نقل ذلك.",
  media_refused: "رُفض الملف.",
  template_invalid: "لا يمكن إرسال القالب هكذا.",
  channel_unavailable: "القناة لا تعمل حاليًا.",
  not_retriable: "لا يمكن إرسالها مجددًا.",
  not_cancellable: "لم يعد سحبها ممكنًا.",
  not_settleable: "سبق أن تحدد هل وصلت.",
  too_many_attempts: "محاولات كثيرة. حاول لاحقًا.",
  too_many_requests: "طلبات كثيرة دفعة واحدة. حاول بعد لحظة.",
  unavailable: "يتعذر على Parley ذلك الآن. حاول بعد لحظة.",
};
