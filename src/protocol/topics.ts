/** What agents may be told of; of several about one subject the first in this order names it. */
export const topics = [
  "mention",
  "assigned",
  "undelivered",
  "conversation",
  "message",
  "lead",
  "clicked",
  "opened",
] as const;
export type Topic = (typeof topics)[number];

/** Of whose conversations one wants to hear: of none, of one's own and nobody's, or of all. */
export const reaches = ["off", "mine", "all"] as const;
export type Reach = (typeof reaches)[number];
