import type { Mention } from "../protocol/mention.ts";
import type { Priority } from "../protocol/record-parts.ts";
import type {
  Alias,
  Attachment,
  Consent,
  Contact,
  Conversation,
  Draft,
  Message,
  Reaction,
  ReadMark,
} from "../protocol/records.ts";
import type { DeliveryStatus } from "../protocol/message-kinds.ts";
import type { LockState } from "./lock.ts";
import type { Latest } from "./state.ts";

/**
 * What a decision says has happened, with all that `apply` needs. `announce` turns each into the events of
 * the wire; clients never see these. Records in here carry `seq` 0: the commit stamps them.
 */
export type DomainEvent =
  | { readonly event: "contact:created"; readonly contact: Contact }
  | {
      readonly event: "contact:updated";
      readonly name: string | null;
      readonly nameAt: string | null;
      readonly adds: readonly Alias[];
    }
  | { readonly event: "conversation:created"; readonly conversation: Conversation }
  | {
      readonly event: "conversation:closed" | "conversation:archived";
      readonly agentId: string | null;
      readonly at: string;
    }
  | { readonly event: "conversation:snoozed"; readonly agentId: string | null; readonly until: string }
  | { readonly event: "conversation:reopened"; readonly agentId: string | null }
  | { readonly event: "conversation:read"; readonly mark: ReadMark }
  | {
      readonly event: "conversation:assigned";
      readonly agentId: string | null;
      readonly assigneeId: string | null;
      readonly previousAssigneeId: string | null;
      readonly teamId: string | null;
      readonly previousTeamId: string | null;
    }
  | {
      readonly event: "conversation:labeled";
      readonly agentId: string | null;
      readonly labels: readonly string[];
      readonly added: readonly string[];
      readonly removed: readonly string[];
    }
  | { readonly event: "conversation:prioritized"; readonly agentId: string | null; readonly priority: Priority }
  | { readonly event: "conversation:followed" | "conversation:unfollowed"; readonly agentId: string }
  | { readonly event: "note:added"; readonly message: Message; readonly mentions: readonly string[] }
  | { readonly event: "mention:created" | "mention:read"; readonly mention: Mention }
  | { readonly event: "lock:acquired" | "lock:released" | "lock:expired"; readonly lock: LockState }
  | { readonly event: "lock:taken_over"; readonly lock: LockState; readonly previousAgentId: string }
  | { readonly event: "draft:saved" | "draft:discarded"; readonly draft: Draft }
  | {
      readonly event: "message:received";
      readonly message: Message;
      readonly windowClosesAt: string | null;
      readonly isNewConversation: boolean;
      /** Who wrote it, where that is not the contact. */
      readonly author?: string;
    }
  | { readonly event: "message:echoed"; readonly message: Message }
  | { readonly event: "message:queued"; readonly message: Message }
  | { readonly event: "message:scheduled"; readonly message: Message; readonly sendAt: string }
  | { readonly event: "contact:consented"; readonly contact: Contact; readonly consents: readonly Consent[] }
  | {
      readonly event: "message:status";
      readonly message: Message;
      readonly status: DeliveryStatus;
      readonly at: string;
      readonly moved: boolean;
      /** What the list shows again, when it showed the message that was taken back. */
      readonly restores?: Latest;
    }
  | { readonly event: "email:opened"; readonly message: Message; readonly at: string }
  | { readonly event: "email:clicked"; readonly message: Message; readonly at: string; readonly url: string | null }
  | { readonly event: "message:updated"; readonly message: Message }
  | { readonly event: "message:reacted"; readonly reactions: readonly Reaction[] };

/** Work for after the commit, as rows of the same transaction. */
export type Effect =
  /** `hold` keeps it here for a while; `before` is what the list shows again should it be taken back. */
  | {
      readonly effect: "send";
      readonly messageId: string;
      readonly hold?: { readonly ms: number; readonly before: Latest };
    }
  /** These files are the message's from now on. */
  | { readonly effect: "attach"; readonly messageId: string; readonly attachments: readonly Attachment[] }
  /** A message leaves at `at`, ISO 8601 UTC. */
  | { readonly effect: "schedule"; readonly messageId: string; readonly at: string }
  /** The business's reaction becomes `emoji`; should that fail it is `before` again. null: none. */
  | {
      readonly effect: "react";
      readonly messageId: string;
      readonly emoji: string | null;
      readonly before: Reaction | null;
    }
  /** The message, not granted yet, leaves the outbox or is scheduled no more. */
  | { readonly effect: "unsend"; readonly messageId: string }
  /** A snoozed conversation wakes at `until`, ISO 8601 UTC. */
  | { readonly effect: "wake"; readonly conversationId: string; readonly until: string }
  /** A sign of life of a lock's holder: stored without a `seq`. */
  | { readonly effect: "renew"; readonly lock: LockState };
