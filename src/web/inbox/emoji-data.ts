import type { EmojiData } from "frimousse";
import rows from "virtual:emoji";

/** Groups as Emojibase numbers them; the one that is missing holds parts. */
const categories = [
  { index: 0, label: "Smileys and emotion" },
  { index: 1, label: "People and body" },
  { index: 3, label: "Animals and nature" },
  { index: 4, label: "Food and drink" },
  { index: 5, label: "Travel and places" },
  { index: 6, label: "Activities" },
  { index: 7, label: "Objects" },
  { index: 8, label: "Symbols" },
  { index: 9, label: "Flags" },
];

/** What the picker shows. */
export function emojiData(): EmojiData {
  return {
    locale: "en",
    categories,
    skinTones: {
      light: "Light skin tone",
      "medium-light": "Medium-light skin tone",
      medium: "Medium skin tone",
      "medium-dark": "Medium-dark skin tone",
      dark: "Dark skin tone",
    },
    emojis: rows.map(([emoji, label, category, tags, tones]) => {
      const [light, mediumLight, medium, mediumDark, dark] = tones.split(" ");
      const hasTones = light && mediumLight && medium && mediumDark && dark;
      return {
        emoji,
        label,
        category,
        version: 0,
        tags: tags.split(" "),
        ...(hasTones ? { skins: { light, "medium-light": mediumLight, medium, "medium-dark": mediumDark, dark } } : {}),
      };
    }),
  };
}
