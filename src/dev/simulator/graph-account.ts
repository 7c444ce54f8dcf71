import { findNumber } from "./graph.ts";
import type { GraphAnswer } from "./graph-answer.ts";
import type { World } from "./world.ts";

/** What the Graph API tells of a number and of the account above it. */

export function answerNumber(world: World, request: { id: string; authorization: string | undefined }): GraphAnswer {
  const number = findNumber(world, request.id, request.authorization);
  if ("kind" in number) return number;
  const { phoneNumberId: id, displayNumber, name } = number;
  const body = {
    id,
    display_phone_number: displayNumber,
    verified_name: name,
    quality_rating: "GREEN",
    status: "CONNECTED",
  };
  return { kind: "reply", status: 200, body };
}

/** Every account here is subscribed to: the simulator has one app, Parley's. */
export function answerSubscribedApps(): GraphAnswer {
  const app = { whatsapp_business_api_data: { id: "1", name: "Parley", link: "" } };
  return { kind: "reply", status: 200, body: { data: [app] } };
}
