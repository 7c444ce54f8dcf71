import { activityMessage } from "../core/activity.ts";
import type { Names } from "../core/activity.ts";
import type { Activity } from "../protocol/activity.ts";
import type { Mention } from "../protocol/mention.ts";
import type { Conversation } from "../protocol/records.ts";
import type { Change } from "./commit.ts";
import type { Store } from "./store.ts";

interface At {
  readonly now: string;
  readonly seq: number;
}

/** Changes that follow from one, each with a `seq` of its own: a line has its place in the thread by it. */
export function followUps(change: Change, store: Store): ((at: At) => Change)[] {
  const { actor, activities, mentions = [] } = change;
  return [
    ...mentions.map((mention) => () => mentioned(actor, mention)),
    ...(activities?.lines ?? []).map(
      (activity) => (at: At) => line(actor, activities?.conversation as Conversation, activity, store, at),
    ),
  ];
}

/** A change holds one owner's records, so everyone who was named has one. */
function mentioned(actor: string, mention: Mention): Change {
  const { id: mentionId, messageId, conversationId, authorId } = mention;
  const payload = { mentionId, messageId, conversationId, authorId };
  return { actor, cause: null, events: [{ event: "mention:created", payload }], records: [mention] };
}

function line(actor: string, conversation: Conversation, activity: Activity, store: Store, at: At): Change {
  const message = activityMessage(conversation, activity, namesOf(store), { id: crypto.randomUUID(), ...at });
  const { actorId } = activity;
  const payload = {
    activityId: message.id,
    conversationId: conversation.id,
    kind: activity.activity,
    actor: actorId === null ? null : { id: actorId, name: namesOf(store).agent(actorId) },
    subject: { kind: "conversation" as const, id: conversation.id, contactId: conversation.contactId },
    timestamp: at.now,
  };
  return { actor, cause: null, events: [{ event: "activity:created", payload }], records: [message] };
}

function namesOf(store: Store): Names {
  return {
    agent: (id) => (id.startsWith("apiKey:") ? "API" : (store.agent(id)?.name ?? id)),
    team: (id) => store.small("team", id)?.name ?? id,
    label: (id) => store.small("label", id)?.name ?? id,
  };
}
