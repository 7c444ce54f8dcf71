import type { EchoFact, Fact, MessageFact } from "../../protocol/facts.ts";
import { ignored } from "../ignored.ts";
import { asId, asObject, asText, type JsonObject } from "../json.ts";
import { identityOf, timeOf, type Change } from "./change.ts";

/**
 * One item of `calls[]`. Its end says all that there is to say: who called, whether anybody took it, how long it was. Who
 * calls opens the window as who writes does (Meta, "Customer service windows").
 */
export function readCall(item: unknown, change: Change): Fact {
  const call = asObject(item);
  if (call === null) return ignored("malformed call");
  const id = asId(call.id);
  if (id === null) return ignored("call without a usable id");
  const event = asText(call.event);
  if (event !== "terminate") return ignored(`call: ${event || "unknown"}`.slice(0, 100), id);
  const isOurs = call.direction === "BUSINESS_INITIATED";
  const from = identityOf(call, isOurs ? "to" : "from", change);
  if (from === null) return ignored("call without a customer", id);
  const said: Omit<MessageFact, "fact" | "fromAd"> = {
    providerId: id,
    at: timeOf(call.timestamp ?? call.end_time, change),
    from,
    type: "system",
    body: "",
    content: { call: { answered: isAnswered(call), duration: durationOf(call) } },
    attachments: [],
    subject: null,
    quotes: null,
    raw: JSON.stringify(call),
  };
  if (isOurs) return { fact: "echo", ...said, direction: "outbound", history: false } satisfies EchoFact;
  return { fact: "message", ...said, fromAd: false };
}

/** A call that nobody took ends without a length; its status says whether it failed, not whether it was taken. */
function isAnswered(call: JsonObject): boolean {
  const status = [call.status].flat().map(asText);
  return durationOf(call) > 0 || (status.includes("COMPLETED") && asId(call.start_time) !== null);
}

function durationOf({ duration }: JsonObject): number {
  const seconds = Number(asId(duration) ?? 0);
  return seconds > 0 && seconds < 1_000_000 ? seconds : 0;
}
