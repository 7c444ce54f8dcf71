import type { location as english } from "../en/location.ts";
import type { Translation } from "../message.ts";

export const location: Translation<typeof english> = {
  title: "إرسال موقع",
  send: "إرسال الموقع",
  here: "استخدام مكاني الحالي",
  locating: "يجري تحديد مكانك…",
  latitude: "خط العرض",
  longitude: "خط الطول",
  "example.latitude": "مثال: 59.33258",
  "example.longitude": "مثال: 18.06490",
  "wrong.latitude": "خط العرض عدد من ‎−90 إلى 90.",
  "wrong.longitude": "خط الطول عدد من ‎−180 إلى 180.",
  name: "الاسم كما يراه العميل",
  address: "العنوان",
  onMap: "عرضه على الخريطة",
  denied: "لا يُسمح لهذه الصفحة بمعرفة مكانك. اسمح بذلك في إعدادات المتصفح لهذا الموقع، أو اكتب الموقع.",
  unavailable: "لا يعرف هذا الجهاز مكانه. اكتب الموقع.",
  timeout: "استغرق تحديد مكانك وقتًا طويلًا. أعد المحاولة، أو اكتب الموقع.",
};
