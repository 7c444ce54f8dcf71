import { bearerOf } from "./business.ts";
import type { GraphAnswer } from "./graph-answer.ts";
import { refusal } from "./instagram.ts";
import type { Customer, World } from "./world.ts";

/** `GET /{customer's id}?fields=name,username`: told to an account that they have written to, and to no other. */
export function answerProfile(
  world: World,
  { id, authorization }: { readonly id: string; readonly authorization: string | undefined },
): GraphAnswer {
  const token = bearerOf(authorization);
  const accounts = [...world.numbers.values()].filter(
    ({ channel, accessToken }) => channel === "instagram" && accessToken === token,
  );
  if (accounts.length === 0) return refusal(401, 190, "Invalid OAuth access token - Cannot parse access token");
  const chats = accounts.map(({ phoneNumberId }) => world.chats.get(`${phoneNumberId}:${id}`));
  const customer = chats.find((chat) => chat !== undefined)?.customer;
  if (customer === undefined) return refusal(403, 230, "(#230) User consent is required to access user profile");
  const { name, username = usernameOf(customer) } = customer;
  return { kind: "reply", status: 200, body: { id, ...(name === null ? {} : { name }), username } };
}

/** As most people choose theirs. */
function usernameOf({ name, userId }: Customer): string {
  const plain = (name ?? "").normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return plain.replaceAll(/[^a-z0-9]+/g, ".").replaceAll(/^\.|\.$/g, "") || `user${userId ?? ""}`;
}
