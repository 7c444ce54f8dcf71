/** How far a message has come, and what kinds there are. */

export const deliveryStatuses = [
  "scheduled",
  "queued",
  "unconfirmed",
  "sent",
  "delivered",
  "read",
  "played",
  "failed",
  "cancelled",
] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

export const messageTypes = [
  "text",
  "image",
  "audio",
  "voice",
  "video",
  "document",
  "sticker",
  "location",
  "contacts",
  "interactive",
  "button",
  "order",
  "template",
  "system",
  "unsupported",
  "note",
  "activity",
] as const;
export type MessageType = (typeof messageTypes)[number];
