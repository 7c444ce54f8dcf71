import { randomBytes } from "node:crypto";
import { bearerOf, businessOf } from "./business.ts";
import type { Delivery } from "./delivery.ts";
import type { Faults, SendFault } from "./faults.ts";
import { type GraphAnswer, isObject, type Json } from "./graph-answer.ts";
import { instagramRequest, messageEvent, seenEvent } from "./instagram-webhook.ts";
import { fetchSent } from "./sent-file.ts";
import type { BusinessNumber, Chat, World } from "./world.ts";

/** The Instagram API's answers, and what becomes of an accepted message: its echo, then that it was seen. */

export interface InstagramParts {
  readonly world: World;
  readonly faults: Faults;
  readonly delivery: Delivery;
}

interface InstagramRequest {
  readonly accountId: string;
  readonly authorization: string | undefined;
}

const textBytes = 1_000;
/** For how long a phone shows "typing…" unless the account writes before (Meta, "Sender actions"). */
const typingMs = 20_000;

/** A message id of the shape that Instagram gives. */
export function instagramMessageId(): string {
  return `aWdfZAG1${randomBytes(48).toString("base64url")}`;
}

/** `POST /{account id}/messages`. */
export function answerInstagramMessages(
  parts: InstagramParts,
  request: InstagramRequest & { readonly body: unknown },
): GraphAnswer {
  const account = accountOf(parts.world, request);
  if ("kind" in account) return account;
  const { body } = request;
  const recipient = isObject(body) && isObject(body["recipient"]) ? body["recipient"]["id"] : undefined;
  if (!isObject(body) || typeof recipient !== "string" || recipient === "")
    return refusal(400, 100, "(#100) The parameter recipient is required");
  const chat = parts.world.chat(account.phoneNumberId, { phone: null, userId: recipient, name: null });
  const action = body["sender_action"];
  if (typeof action === "string") return answerAction(parts.world, chat, action, body);
  if (!isObject(body["message"])) return refusal(400, 100, "(#100) The parameter message is required");
  return answerSend(parts, account, chat, { ...body["message"], replyTo: body["reply_to"] });
}

/** `GET /{account id}`: who it is. */
export function answerAccount(world: World, request: InstagramRequest): GraphAnswer {
  const account = accountOf(world, request);
  if ("kind" in account) return account;
  const username = account.displayNumber.replace(/^@/, "");
  return { kind: "reply", status: 200, body: { id: account.phoneNumberId, user_id: account.phoneNumberId, username } };
}

export function answerInstagramApps(world: World, request: InstagramRequest): GraphAnswer {
  const account = accountOf(world, request);
  if ("kind" in account) return account;
  const subscribed_fields = ["messages", "message_reactions", "messaging_seen", "messaging_postbacks"];
  return { kind: "reply", status: 200, body: { data: [{ id: "1", subscribed_fields }] } };
}

function accountOf(world: World, { accountId, authorization }: InstagramRequest): BusinessNumber | GraphAnswer {
  const secret = bearerOf(authorization);
  if (secret === undefined) return refusal(401, 190, "Access token missing");
  if (!/^\d+$/.test(accountId)) return refusal(400, 100, "Unsupported request. Object does not exist.", 33);
  return (
    businessOf(world, { channel: "instagram", id: accountId, accountId: "", secret }) ??
    refusal(401, 190, "Invalid OAuth access token - Cannot parse access token")
  );
}

function answerAction(world: World, chat: Chat, action: string, body: Json): GraphAnswer {
  const payload = isObject(body["payload"]) ? body["payload"] : {};
  const target = typeof payload["message_id"] === "string" ? payload["message_id"] : "";
  switch (action) {
    case "typing_on":
      world.typing(chat, Date.now() + typingMs);
      break;
    case "react":
    case "unreact": {
      if (world.find(target) === null) return refusal(400, 100, "(#100) Invalid parameter: message_id");
      const emoji = typeof payload["reaction"] === "string" ? payload["reaction"] : "❤️";
      world.reactAsBusiness(target, action === "react" ? emoji : null);
      break;
    }
    case "typing_off":
    case "mark_seen":
      break;
    default:
      return refusal(
        400,
        100,
        "(#100) Param sender_action must be one of {typing_on, typing_off, mark_seen, react, unreact}",
      );
  }
  return { kind: "reply", status: 200, body: { recipient_id: chat.customer.userId } };
}

function answerSend(parts: InstagramParts, account: BusinessNumber, chat: Chat, message: Json): GraphAnswer {
  const { text, attachment } = message;
  const isText = typeof text === "string" && text !== "";
  if (!isText && !isObject(attachment)) return refusal(400, 100, "(#100) The message is empty");
  if (isText && new TextEncoder().encode(text).length > textBytes)
    return refusal(400, 100, `(#100) Length of param message[text] must be less than or equal to ${textBytes}`);
  const fault = parts.faults.nextSend("instagram");
  const refused = fault === null ? null : refusedBy(fault);
  if (refused !== null) return refused;
  const id = instagramMessageId();
  accept(parts, account, chat, id, message);
  if (fault === "accept_then_drop") return { kind: "cut" };
  return { kind: "reply", status: 200, body: { recipient_id: chat.customer.userId, message_id: id } };
}

function accept(
  { world, faults, delivery }: InstagramParts,
  account: BusinessNumber,
  chat: Chat,
  id: string,
  { text, attachment, replyTo }: Json,
): void {
  const quotes = isObject(replyTo) && typeof replyTo["mid"] === "string" ? replyTo["mid"] : null;
  const type = isObject(attachment) && typeof attachment["type"] === "string" ? attachment["type"] : "text";
  const at = Date.now();
  world.add(chat, {
    id,
    from: "business",
    at,
    type,
    text: typeof text === "string" ? text : `[${type}]`,
    quotes,
    tick: "pending",
    customerReaction: null,
  });
  if (isObject(attachment) && isObject(attachment["payload"])) fetchSent(world, id, [attachment["payload"]["url"]]);
  const content = typeof text === "string" ? { text } : { attachments: [attachment] };
  const echo = messageEvent(account, chat.customer, { from: "business", id, at, quotes, content });
  const request = (events: Parameters<typeof instagramRequest>[0]) => instagramRequest(events, delivery.appSecret);
  delivery.callBack(
    id,
    [
      { tick: "sent", request: () => request([echo]) },
      { tick: "read", request: () => request([seenEvent(account, chat.customer, id, Date.now())]) },
    ],
    faults.nextCallbacks("instagram"),
  );
}

/** The answers of a faulty send that was not accepted; null for a fault that accepts. */
function refusedBy(fault: SendFault): GraphAnswer | null {
  switch (fault) {
    case "reject":
      return refusal(400, 551, "(#551) This person isn't available right now.", 1545041);
    case "token_expired":
      return refusal(401, 190, "Error validating access token: Session has expired", 463);
    case "rate_limit":
      return refusal(429, 613, "(#613) Calls to this API have exceeded the rate limit.");
    case "server_error":
      return refusal(500, 2, "(#2) Service temporarily unavailable");
    case "timeout":
      return { kind: "silence" };
    case "accept_then_drop":
      return null;
  }
}

/** An error as the Instagram API words it. */
export function refusal(status: number, code: number, message: string, subcode?: number): GraphAnswer {
  const error = {
    message,
    type: "OAuthException",
    code,
    ...(subcode === undefined ? {} : { error_subcode: subcode }),
    fbtrace_id: randomBytes(12).toString("base64url"),
  };
  return { kind: "reply", status, body: { error } };
}
