import type { Fact } from "../../protocol/facts.ts";
import { asObject, asText } from "../json.ts";
import { ignored } from "../ignored.ts";
import { identityOf, timeOf, type Change } from "./change.ts";

/** One item of `user_preferences[]`: a customer stops marketing messages in WhatsApp, or takes them again. */
export function readPreference(item: unknown, change: Change): Fact {
  const preference = asObject(item);
  if (preference === null) return ignored("malformed preference");
  const category = asText(preference.category);
  if (category !== "marketing_messages") return ignored(`preference: ${category || "unknown"}`.slice(0, 100));
  const state = stateOf(preference.value);
  if (state === null) return ignored(`preference: ${asText(preference.value) || "unknown"}`.slice(0, 100));
  const from = identityOf({ from: preference.wa_id, from_user_id: preference.user_id }, "from", change);
  if (from === null) return ignored("preference without a customer");
  const at = timeOf(preference.timestamp, change);
  return { fact: "consent", providerId: null, at, from, categories: ["marketing"], state };
}

function stateOf(value: unknown): "opted_in" | "opted_out" | null {
  switch (value) {
    case "stop":
      return "opted_out";
    case "resume":
      return "opted_in";
    default:
      return null;
  }
}
