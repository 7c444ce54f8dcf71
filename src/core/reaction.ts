import type { CommandPayload } from "../protocol/commands.ts";
import type { Conversation, Message, Reaction } from "../protocol/records.ts";
import { channelBasics, takesReaction } from "./channel-basics.ts";
import { accepted, refused, unchanged } from "./state.ts";
import type { Asker, Context, ConversationState, Decision } from "./state.ts";
import { windowRefusal } from "./window.ts";

/** D7: the business's reaction to a message. It has one, whoever of the team gave it: the customer sees one sender. */
export function react(
  { message }: ConversationState,
  conversation: Conversation,
  { emoji }: CommandPayload<"message:react">,
  asker: Asker,
  context: Context,
): Decision {
  if (message?.conversationId !== conversation.id) return refused("not_found", "There is no such message.");
  const rules = channelBasics[conversation.channel];
  if (rules.reactions.length === 0)
    return refused("unsupported_content", "This channel has no reactions.", { field: "emoji" });
  if (emoji !== null && rules.reactions !== "any" && !takesReaction(rules, emoji))
    return refused(
      "unsupported_content",
      `This channel takes no reaction of a business but ${rules.reactions.join(" ")}.`,
      {
        field: "emoji",
        allowed: rules.reactions,
      },
    );
  if (message.providerId === null)
    return refused("invalid", "The customer does not have this message (yet).", { field: "messageId" });
  const before = ownReaction(message);
  if ((before?.emoji ?? null) === emoji) return unchanged;
  const closed = windowRefusal(conversation, context.now);
  if (closed !== null) return closed;
  const next = emoji === null ? null : { emoji, by: asker.id, at: context.now };
  return accepted(
    [{ event: "message:reacted", reactions: withOwnReaction(message, next) }],
    [{ effect: "react", messageId: message.id, emoji, before }],
  );
}

export function ownReaction({ reactions }: Pick<Message, "reactions">): Reaction | null {
  return reactions.find(({ by }) => by !== "contact") ?? null;
}

export function withOwnReaction({ reactions }: Pick<Message, "reactions">, own: Reaction | null): Reaction[] {
  const theirs = reactions.filter(({ by }) => by === "contact");
  return own === null ? theirs : [...theirs, own];
}
