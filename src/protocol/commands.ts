import * as v from "valibot";
import { limits } from "./limits.ts";
import { MergeBodySchema } from "./contact-merge.ts";
import { priorities } from "./record-parts.ts";
import { TypedNameSchema } from "./typed-name.ts";
import { ConversationSchema, draftKinds, LockSchema, MessageSchema } from "./records.ts";
import type { Mention } from "./mention.ts";
import type { Contact, Conversation, Draft, Message, ReadMark } from "./records.ts";

/**
 * Commands: what an agent asks for, in the imperative. A command's payload is the body of the matching
 * REST call plus the ids of its path; its `value` is that call's answer. Its id is made by whoever starts
 * it, so that it may be repeated: the same id gives the same accepted answer.
 */

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(limits.idLength));

/** Something that is drawn: letters, digits and blanks alone are none. */
const emoji = /^(?=.*(\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3))\S+$/u;

const shortText = v.pipe(v.string(), v.minLength(1), v.maxLength(limits.nameLength));

/** An approved template, by the provider's name for it. Its text is composed here, so that everybody sees what was sent. */
export const TemplateUseSchema = v.object({
  name: shortText,
  language: v.pipe(v.string(), v.minLength(2), v.maxLength(16)),
  /** By the variable's `key`, as the template lists them. */
  variables: v.optional(v.record(shortText, v.pipe(v.string(), v.maxLength(limits.templateVariableLength))), {}),
  /** The file of a media header, by its media id. */
  headerMediaId: v.optional(id),
});
export type TemplateUse = v.InferOutput<typeof TemplateUseSchema>;

/** Buttons or a list under a text; the customer's choice comes back as a message with the option's id. */
export const InteractiveSchema = v.variant("kind", [
  v.object({
    kind: v.literal("buttons"),
    buttons: v.pipe(v.array(v.object({ id, title: shortText })), v.minLength(1), v.maxLength(limits.replyButtons)),
  }),
  v.object({
    kind: v.literal("list"),
    /** What opens the list. */
    button: shortText,
    sections: v.pipe(
      v.array(
        v.object({
          title: v.optional(shortText),
          rows: v.pipe(
            v.array(v.object({ id, title: shortText, description: v.optional(shortText) })),
            v.minLength(1),
            v.maxLength(limits.listRows),
          ),
        }),
      ),
      v.minLength(1),
      v.maxLength(limits.listRows),
    ),
  }),
]);
export type Interactive = v.InferOutput<typeof InteractiveSchema>;

export const LocationSchema = v.object({
  latitude: v.pipe(v.number(), v.minValue(-90), v.maxValue(90)),
  longitude: v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
  name: v.optional(shortText),
  address: v.optional(shortText),
});
export type Location = v.InferOutput<typeof LocationSchema>;

/** Addresses that get a copy of a mail. */
const copies = v.pipe(v.array(v.pipe(v.string(), v.email())), v.maxLength(limits.ccPerMessage));

/** Bodies, as REST takes them. */
export const SendBodySchema = v.object({
  body: v.optional(v.string(), ""),
  template: v.optional(TemplateUseSchema),
  /** Media ids, as the upload answered them, in the order in which they are shown. */
  attachments: v.optional(v.pipe(v.array(id), v.maxLength(limits.attachmentsPerMessage))),
  interactive: v.optional(InteractiveSchema),
  location: v.optional(LocationSchema),
  /** Mail alone; without it the thread's subject goes on. */
  subject: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(limits.subjectLength)))),
  cc: v.optional(copies),
  /** When it leaves, ISO 8601 UTC; until then it is `scheduled` and can be cancelled. */
  sendAt: v.optional(v.pipe(v.string(), v.isoTimestamp(), v.description("ISO 8601 UTC, in the future."))),
  replyTo: v.optional(v.nullable(id)),
  /** The lock's token, when the sender holds one; a wrong one is `stale`. */
  lockToken: v.optional(id),
  /** Takes the lock from whoever holds it and sends, in one step. */
  takeover: v.optional(v.boolean()),
  /** Milliseconds for which the message stays here, so that `cancel` can take it back. */
  holdMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(limits.holdMs))),
});
/** Who is written to first, over which channel, and what: the first message as a reply is written. */
export const StartBodySchema = v.object({
  channelId: id,
  contactId: v.optional(v.pipe(id, v.description("A contact. Without it the address finds one, or makes one."))),
  address: v.optional(
    v.pipe(
      v.string(),
      v.trim(),
      v.minLength(1),
      v.maxLength(limits.addressLength),
      v.description(
        "A phone number, with + and country or as it is dialled in the channel's own country, a link or `tel:` URI of one, or an e-mail address. With `contactId` it becomes that contact's.",
      ),
    ),
  ),
  name: v.optional(v.pipe(TypedNameSchema, v.description("Of a contact that is made."))),
  ...v.omit(SendBodySchema, ["replyTo", "lockToken"]).entries,
});
export const ReactBodySchema = v.object({
  /** null takes the reaction back. */
  emoji: v.nullable(
    v.pipe(v.string(), v.minLength(1), v.maxLength(limits.emojiLength), v.regex(emoji, "An emoji, or null.")),
  ),
});
/** What a person has found out about a message whose fate was not known. */
export const SettleBodySchema = v.object({ arrived: v.boolean() });
export const LockBodySchema = v.object({ token: v.optional(id) });
export const HeldLockBodySchema = v.object({ token: id });
export const DraftBodySchema = v.object({
  content: v.string(),
  subject: v.optional(v.nullable(v.string())),
  cc: v.optional(copies),
  /** The version that this one replaces; without it, it creates. */
  version: v.optional(id),
});
export const AssignBodySchema = v.pipe(
  v.object({
    /** Absent: as it is, unless another team is given that the assignee is not in. */
    agentId: v.optional(v.nullable(id)),
    teamId: v.optional(v.nullable(id)),
    /** Whom the asker believes it is assigned to. */
    expect: v.optional(v.nullable(id)),
  }),
  v.check(({ agentId, teamId }) => agentId !== undefined || teamId !== undefined, "Name an agent, a team, or null."),
);
const labelNames = v.pipe(v.array(id), v.maxLength(limits.labelsPerConversation));
/** `labels` puts these and no others; `add` and `remove` leave alone what another has changed meanwhile. */
export const LabelBodySchema = v.pipe(
  v.object({
    labels: v.optional(labelNames),
    add: v.optional(labelNames),
    remove: v.optional(labelNames),
  }),
  v.check((body) => Object.keys(body).length > 0, "Say which labels, or which to add or remove."),
);
export const PriorityBodySchema = v.object({ priority: v.picklist(priorities) });
export const SnoozeBodySchema = v.object({
  until: v.pipe(v.string(), v.isoTimestamp(), v.description("ISO 8601 UTC, in the future.")),
});
export const NoteBodySchema = v.object({ body: v.string() });
export const draftKind = v.optional(v.picklist(draftKinds), "reply");
export const ReadBodySchema = v.object({ upTo: id });

const conversationId = id;
const messageId = id;

export const commandPayloads = {
  "message:send": v.object({ conversationId, ...SendBodySchema.entries }),
  "message:retry": v.object({ conversationId, messageId }),
  "message:cancel": v.object({ conversationId, messageId }),
  "message:react": v.object({ conversationId, messageId, ...ReactBodySchema.entries }),
  "message:settle": v.object({ conversationId, messageId, ...SettleBodySchema.entries }),
  "conversation:start": StartBodySchema,
  "conversation:read": v.object({ conversationId, ...ReadBodySchema.entries }),
  "conversation:unread": v.object({ conversationId }),
  "conversation:close": v.object({ conversationId }),
  "conversation:archive": v.object({ conversationId }),
  "conversation:reopen": v.object({ conversationId }),
  "conversation:snooze": v.object({ conversationId, ...SnoozeBodySchema.entries }),
  "conversation:assign": v.object({ conversationId, ...AssignBodySchema.entries }),
  "conversation:label": v.object({ conversationId, ...LabelBodySchema.entries }),
  "conversation:prioritize": v.object({ conversationId, ...PriorityBodySchema.entries }),
  "conversation:follow": v.object({ conversationId }),
  "conversation:unfollow": v.object({ conversationId }),
  "contact:merge": v.object({ contactId: id, ...MergeBodySchema.entries }),
  "contact:unmerge": v.object({ contactId: id }),
  "note:add": v.object({ conversationId, ...NoteBodySchema.entries }),
  "mention:read": v.object({ conversationId, messageId }),
  "lock:acquire": v.object({ conversationId, ...LockBodySchema.entries }),
  "lock:heartbeat": v.object({ conversationId, ...HeldLockBodySchema.entries }),
  "lock:release": v.object({ conversationId, ...LockBodySchema.entries }),
  "lock:takeover": v.object({ conversationId, ...LockBodySchema.entries }),
  "draft:save": v.object({ conversationId, kind: draftKind, ...DraftBodySchema.entries }),
  "draft:discard": v.object({ conversationId, kind: draftKind }),
} as const;

export type CommandName = keyof typeof commandPayloads;
export type CommandPayload<N extends CommandName> = v.InferOutput<(typeof commandPayloads)[N]>;

/** A command with its payload, as a union that a switch can exhaust. */
export type Command = { [N in CommandName]: { command: N; payload: CommandPayload<N> } }[CommandName];

/** One that is about a conversation that is there. */
export type ConversationCommand = Extract<Command, { payload: { conversationId: string } }>;

/** One that is about contacts, whatever is talked about with them. */
export type ContactCommand = Extract<Command, { command: `contact:${string}` }>;

/** One that leaves a message, a mark or a change in a conversation, or that begins one. */
export type WrittenCommand = Exclude<Command, ContactCommand>;

/** A conversation that was started or taken up again, with what was said. */
export const StartedConversationSchema = v.object({ ...ConversationSchema.entries, message: MessageSchema });
export type StartedConversation = v.InferOutput<typeof StartedConversationSchema>;

/** What an accepted command answers. */
export interface CommandValues {
  "message:send": Message;
  "message:retry": Message;
  "message:cancel": Message;
  "message:react": Message;
  "message:settle": Message;
  "conversation:start": StartedConversation;
  "conversation:read": ReadMark;
  "conversation:unread": ReadMark;
  "conversation:close": Conversation;
  "conversation:archive": Conversation;
  "conversation:reopen": Conversation;
  "conversation:snooze": Conversation;
  "conversation:assign": Conversation;
  "conversation:label": Conversation;
  "conversation:prioritize": Conversation;
  "conversation:follow": Conversation;
  "conversation:unfollow": Conversation;
  "contact:merge": Contact;
  "contact:unmerge": Contact;
  "note:add": Message;
  "mention:read": Mention;
  "lock:acquire": HeldLock;
  "lock:heartbeat": HeldLock;
  "lock:release": ReleasedLock;
  "lock:takeover": HeldLock;
  "draft:save": Draft;
  "draft:discard": Draft | null;
}

/** What its holder is told of a lock. */
export const HeldLockSchema = v.object({
  conversationId: v.string(),
  agentId: v.string(),
  token: v.pipe(v.string(), v.description("A fencing token: it only grows.")),
  expiresAt: v.pipe(v.string(), v.description("A lower bound: signs of life move it on.")),
});
export type HeldLock = Readonly<v.InferOutput<typeof HeldLockSchema>>;

/** The tombstone of a lock, as its last holder gets it. */
export const ReleasedLockSchema = v.object({ ...LockSchema.entries, token: v.string() });
export type ReleasedLock = v.InferOutput<typeof ReleasedLockSchema>;

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(commandPayloads, name);
}
