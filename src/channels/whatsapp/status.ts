import type { Fact, StatusFact } from "../../protocol/facts.ts";
import { ignored } from "../ignored.ts";
import { asId, asObject, asText } from "../json.ts";
import { timeOf, type Change } from "./change.ts";
import { isReactionData } from "./body.ts";
import { deliveryError } from "./errors.ts";

/** One item of `statuses[]`: how far one of our messages has come. */
export function readStatus(item: unknown, change: Change): Fact {
  const status = asObject(item);
  if (status === null) return ignored("malformed status");
  const id = asId(status.id);
  if (id === null) return ignored("status without a usable id");
  if (status.type === "call") return ignored("status of a call", id);
  if (status.recipient_type === "group") return ignored("status of a group message", id);
  // A reaction is nobody's message: whether it got there its own answer has told.
  if (isReactionData(status.biz_opaque_callback_data)) return ignored("status of a reaction", id);
  const name = statusOf(status.status);
  if (name === null) return ignored(`status: ${asText(status.status) || "unknown"}`.slice(0, 100), id);
  return {
    fact: "status",
    providerId: id,
    messageId: asId(status.biz_opaque_callback_data),
    status: name,
    at: timeOf(status.timestamp, change),
    error: Array.isArray(status.errors) && status.errors.length > 0 ? deliveryError(status.errors[0]) : null,
  };
}

function statusOf(value: unknown): StatusFact["status"] | null {
  switch (value) {
    case "sent":
    case "delivered":
    case "read":
    case "played":
    case "failed":
      return value;
    default:
      return null;
  }
}
