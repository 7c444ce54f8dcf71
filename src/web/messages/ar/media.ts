import type { media as english } from "../en/media.ts";
import type { Translation } from "../message.ts";

export const media: Translation<typeof english> = {
  open: "فتح الصورة",
  close: "إغلاق",
  download: "تنزيل {name}",
  loading: "جارٍ التحميل…",
  failed: "تعذّر تحميله. اطلب من العميل إرساله مجددًا.",
  tryAgain: "إعادة المحاولة",
  notPlayed: "لا يستطيع هذا المتصفح تشغيله. نزّله بدلًا من ذلك.",
  notShown: "لا يستطيع هذا المتصفح عرضه. نزّله بدلًا من ذلك.",
};
