import { messages } from "../message.ts";

/** What a message has beyond text and files. */
export const content = messages("content", {
  choices: "What can be chosen",
  answers: "Answers",
  items: "{count, plural, one {# item} other {# items}}",
  total: "Total",
  unsupported: "The provider does not pass on this kind of message. Ask the customer to send it in another way.",
  missedCall: "Missed call",
  notTaken: "Call, not answered",
  call: "Call",
  openShare: "Open what was shared",
  open: "Open",
  aboutProduct: "About the product {product}",
  fromAd: "Came by an advertisement",
  fromAdNamed: "Came by the advertisement {name}",
  storyMention: "Mentions you in a story",
  storyReply: "Answers your story",
});
