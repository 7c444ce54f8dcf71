import type { content as english } from "../en/content.ts";
import type { Translation } from "../message.ts";

export const content: Translation<typeof english> = {
  choices: "الخيارات المعروضة",
  answers: "الإجابات",
  items: "{count, plural, zero {لا منتجات} one {منتج واحد} two {منتجان} few {# منتجات} many {# منتجًا} other {# منتج}}",
  total: "المجموع",
  unsupported: "لا يمرر مزوّد الخدمة هذا النوع من الرسائل. اطلب من العميل إرسالها بطريقة أخرى.",
  missedCall: "مكالمة فائتة",
  notTaken: "مكالمة لم يُردّ عليها",
  call: "مكالمة",
  openShare: "فتح ما تمت مشاركته",
  open: "فتح",
  aboutProduct: "بخصوص المنتج {product}",
  fromAd: "جاء عبر إعلان",
  fromAdNamed: "جاء عبر الإعلان {name}",
  storyMention: "ذكرك في قصة",
  storyReply: "يرد على قصتك",
};
