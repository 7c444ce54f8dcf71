import type { EmojiData } from "frimousse";
import { emoji as words } from "../messages/en/emoji.ts";
import { t } from "../messages/t.ts";
import rows from "virtual:emoji";

/** As Emojibase numbers them; the group that is missing holds parts. */
const groups = [0, 1, 3, 4, 5, 6, 7, 8, 9] as const;

/** What the picker shows. */
export function emojiData(): EmojiData {
  return {
    locale: "en",
    categories: groups.map((index) => ({ index, label: t(words[`group.${index}`]) })),
    skinTones: {
      light: t(words["tone.light"]),
      "medium-light": t(words["tone.medium-light"]),
      medium: t(words["tone.medium"]),
      "medium-dark": t(words["tone.medium-dark"]),
      dark: t(words["tone.dark"]),
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
