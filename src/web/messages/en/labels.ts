import { messages } from "../message.ts";

export const labels = messages("labels", {
  intro:
    "Labels say what a conversation is about. Everybody who answers can put them on, and narrow the list to one of them.",
  none: "No labels yet",
  noneHint:
    "Begin with what customers write about most, such as “Billing” or “Returns”. Then press L on a conversation to label it.",
  warning:
    "“{name}” is taken off all conversations that have it, closed ones too. The conversations stay. This cannot be undone.",
  active: "{count, plural, =0 {No active conversation} one {# active conversation} other {# active conversations}}",
  looks: "As it looks on a conversation: {label}",
  color: "Colour",
  "color.grey": "Grey",
  "color.red": "Red",
  "color.amber": "Amber",
  "color.green": "Green",
  "color.teal": "Teal",
  "color.blue": "Blue",
  "color.violet": "Violet",
  "color.pink": "Pink",
});
