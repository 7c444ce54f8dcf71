import { messages } from "../message.ts";

export const emoji = messages("emoji", {
  emoji: "Emoji",
  search: "Search",
  searchEmoji: "Search emoji",
  none: "No emoji has this name.",
  skinTone: "Skin tone",
  "tone.light": "Light skin tone",
  "tone.medium-light": "Medium-light skin tone",
  "tone.medium": "Medium skin tone",
  "tone.medium-dark": "Medium-dark skin tone",
  "tone.dark": "Dark skin tone",
  "group.0": "Smileys and emotion",
  "group.1": "People and body",
  "group.3": "Animals and nature",
  "group.4": "Food and drink",
  "group.5": "Travel and places",
  "group.6": "Activities",
  "group.7": "Objects",
  "group.8": "Symbols",
  "group.9": "Flags",
});
