import type { emoji as english } from "../en/emoji.ts";
import type { Translation } from "../message.ts";

export const emoji: Translation<typeof english> = {
  emoji: "رموز تعبيرية",
  search: "بحث",
  searchEmoji: "ابحث في الرموز التعبيرية",
  none: "لا يوجد رمز بهذا الاسم.",
  skinTone: "لون البشرة",
  "tone.light": "بشرة فاتحة",
  "tone.medium-light": "بشرة فاتحة متوسطة",
  "tone.medium": "بشرة متوسطة",
  "tone.medium-dark": "بشرة داكنة متوسطة",
  "tone.dark": "بشرة داكنة",
  "group.0": "وجوه ومشاعر",
  "group.1": "أشخاص وجسم",
  "group.3": "حيوانات وطبيعة",
  "group.4": "طعام وشراب",
  "group.5": "سفر وأماكن",
  "group.6": "أنشطة",
  "group.7": "أشياء",
  "group.8": "رموز",
  "group.9": "أعلام",
};
