import { isUndelivered } from "./delivery.ts";
import type { ParleyEvent } from "../protocol/events.ts";
import type { Contact, Conversation, Message } from "../protocol/records.ts";
import { contactUpdated } from "./contact.ts";
import type { DomainEvent } from "./domain-events.ts";
import type { LockState } from "./lock.ts";
import type { ConversationState } from "./state.ts";

/**
 * The wire's words for a domain event. `state` is what is true after it. `message:received` comes before
 * `conversation:unread_updated` (CONTRACT "WebSocket").
 */
export function announce(event: DomainEvent, state: ConversationState): ParleyEvent[] {
  const { contact, conversation, message } = state;
  switch (event.event) {
    case "contact:created":
      return contact
        ? [
            {
              event: "contact:created",
              payload: { contactId: contact.id, name: contact.name, phoneNumber: contact.phoneNumber },
            },
          ]
        : [];
    case "contact:updated":
      return contact ? [contactUpdated(contact)] : [];
    case "conversation:created":
      return conversation ? [created(conversation)] : [];
    case "conversation:closed":
    case "conversation:archived":
    case "conversation:reopened":
    case "conversation:followed":
    case "conversation:unfollowed":
      return conversation
        ? [{ event: event.event, payload: { conversationId: conversation.id, agentId: event.agentId } }]
        : [];
    case "conversation:snoozed": {
      if (conversation === null) return [];
      const { agentId, until } = event;
      return [{ event: "conversation:snoozed", payload: { conversationId: conversation.id, agentId, until } }];
    }
    case "conversation:assigned": {
      if (conversation === null) return [];
      const { event: name, ...told } = event;
      return [{ event: name, payload: { conversationId: conversation.id, ...told } }];
    }
    case "conversation:labeled": {
      if (conversation === null) return [];
      const { agentId, labels, added, removed } = event;
      const payload = { agentId, labels: [...labels], added: [...added], removed: [...removed] };
      return [{ event: "conversation:labeled", payload: { conversationId: conversation.id, ...payload } }];
    }
    case "conversation:prioritized": {
      if (conversation === null) return [];
      const { agentId, priority } = event;
      return [{ event: "conversation:prioritized", payload: { conversationId: conversation.id, agentId, priority } }];
    }
    case "mention:created": {
      const { id: mentionId, messageId, conversationId, authorId } = event.mention;
      return [{ event: "mention:created", payload: { mentionId, messageId, conversationId, authorId } }];
    }
    case "mention:read": {
      const { id: mentionId, messageId, conversationId } = event.mention;
      return [{ event: "mention:read", payload: { mentionId, messageId, conversationId } }];
    }
    case "note:added": {
      const { id: messageId, conversationId, authorId: agentId } = event.message;
      return [{ event: "note:added", payload: { messageId, conversationId, agentId, mentions: [...event.mentions] } }];
    }
    case "lock:acquired":
    case "lock:released":
    case "lock:expired":
      return [{ event: event.event, payload: lockPayload(event.lock) }];
    case "lock:taken_over":
      return [
        { event: "lock:taken_over", payload: { ...lockPayload(event.lock), previousAgentId: event.previousAgentId } },
      ];
    case "draft:saved": {
      const { conversationId, agentId, draftKind, version } = event.draft;
      return [{ event: "draft:saved", payload: { conversationId, agentId, draftKind, version } }];
    }
    case "draft:discarded": {
      const { conversationId, agentId, draftKind } = event.draft;
      return [{ event: "draft:discarded", payload: { conversationId, agentId, draftKind } }];
    }
    case "conversation:read": {
      const { conversationId, agentId, unread } = event.mark;
      return [{ event: "conversation:read", payload: { conversationId, agentId, unread } }];
    }
    case "message:received":
      return contact && conversation
        ? received(event.message, state.person ?? contact, conversation, event.isNewConversation)
        : [];
    case "message:queued": {
      const { id: messageId, conversationId, authorId: agentId } = event.message;
      return [{ event: "message:queued", payload: { messageId, conversationId, agentId } }];
    }
    case "message:scheduled": {
      const { id: messageId, conversationId, authorId: agentId } = event.message;
      return [{ event: "message:scheduled", payload: { messageId, conversationId, agentId, sendAt: event.sendAt } }];
    }
    case "contact:consented":
      return [
        ...event.consents.map((consent): ParleyEvent => ({
          event: "contact:consented",
          payload: { contactId: event.contact.id, ...consent },
        })),
        contactUpdated(event.contact),
      ];
    case "message:status": {
      const { id: messageId, conversationId, authorId, error } = event.message;
      if (!event.moved) return [{ event: "message:updated", payload: { messageId, conversationId } }];
      return [
        {
          event: "message:status",
          payload: {
            messageId,
            conversationId,
            status: event.status,
            timestamp: event.at,
            error,
            // Whose message did not arrive is told; the others' steps need no name.
            ...(isUndelivered(event.status) ? { authorId } : {}),
          },
        },
      ];
    }
    case "email:opened": {
      const { id: messageId, conversationId, authorId, subject } = event.message;
      const payload = { messageId, conversationId, authorId, subject, timestamp: event.at };
      return [{ event: "email:opened", payload }];
    }
    case "email:clicked": {
      const { id: messageId, conversationId, authorId, subject } = event.message;
      const { at: timestamp, url } = event;
      const payload = { messageId, conversationId, authorId, subject, timestamp, ...(url && { url }) };
      return [{ event: "email:clicked", payload }];
    }
    case "message:echoed":
    case "message:updated":
      return [
        { event: event.event, payload: { messageId: event.message.id, conversationId: event.message.conversationId } },
      ];
    case "message:reacted":
      if (message === null) return [];
      return [
        {
          event: "message:reacted",
          payload: { messageId: message.id, conversationId: message.conversationId, reactions: [...event.reactions] },
        },
      ];
  }
}

function lockPayload({ conversationId, agentId, agentName, expiresAt }: LockState) {
  return { conversationId, agentId, agentName, expiresAt };
}

function created(conversation: Conversation): ParleyEvent {
  const { id: conversationId, contactId, channel, campaignId } = conversation;
  return { event: "conversation:created", payload: { conversationId, contactId, channel, campaignId } };
}

function received(
  message: Message,
  contact: Contact,
  conversation: Conversation,
  isNewConversation: boolean,
): ParleyEvent[] {
  const who = {
    conversationId: conversation.id,
    contactId: contact.id,
    contactName: contact.name,
    phoneNumber: contact.phoneNumber,
  };
  return [
    {
      event: "message:received",
      payload: {
        messageId: message.id,
        ...who,
        type: message.type,
        body: message.body,
        attachments: message.attachments,
        timestamp: message.timestamp,
        channel: conversation.channel,
        isNewConversation,
        campaignId: message.campaignId,
      },
    },
    { event: "conversation:unread_updated", payload: { ...who, lastMessageAt: conversation.lastMessageAt } },
  ];
}
