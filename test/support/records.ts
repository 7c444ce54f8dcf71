import type { Contact, Conversation, Message } from "../../src/protocol/records.ts";

/** Records with every field, of which a test names those that it is about. */

const at = "2026-01-01T00:00:00.000Z";

export function conversation(id: string, given: Partial<Conversation> = {}): Conversation {
  return {
    kind: "conversation",
    id,
    seq: 1,
    contactId: `contact of ${id}`,
    channelId: "channel",
    channel: "whatsapp",
    status: "active",
    assigneeId: null,
    teamId: null,
    labels: [],
    priority: "none",
    inboundCount: 0,
    createdAt: at,
    lastMessageAt: null,
    lastMessagePreview: null,
    lastMessageDirection: null,
    lastPosition: 1,
    lastInboundAt: null,
    windowClosesAt: "2099-01-01T00:00:00.000Z",
    resolvedAt: null,
    snoozedUntil: null,
    campaignId: null,
    ...given,
  };
}

export function contact(id: string, given: Partial<Contact> = {}): Contact {
  return {
    kind: "contact",
    id,
    seq: 1,
    name: null,
    nameAt: null,
    phoneNumber: null,
    aliases: [],
    stage: "lead",
    value: null,
    labels: [],
    attributes: {},
    createdAt: at,
    ...given,
  };
}

export function message(id: string, given: Partial<Message> = {}): Message {
  return {
    kind: "message",
    id,
    seq: 1,
    conversationId: "conversation",
    contactId: "contact",
    channelId: "channel",
    position: 1,
    number: 1,
    direction: "inbound",
    type: "text",
    body: "",
    subject: null,
    content: null,
    status: null,
    error: null,
    providerId: null,
    authorId: null,
    timestamp: at,
    sentAt: null,
    deliveredAt: null,
    readAt: null,
    openedAt: null,
    clickedAt: null,
    editedAt: null,
    revokedAt: null,
    replyTo: null,
    attachments: [],
    reactions: [],
    campaignId: null,
    ...given,
  };
}
