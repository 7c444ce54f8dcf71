import { isOnConversation } from "../../src/protocol/on-conversation.ts";
import { must } from "./must.ts";
import type { Made } from "./desk.ts";
import type { Truth } from "./truth.ts";
import type { World } from "./world.ts";

interface Entry {
  readonly seq: number;
  readonly cause: string | null;
  readonly events: readonly {
    event: string;
    payload: { messageId?: string; activityId?: string; conversationId?: string; agentId?: string };
  }[];
}

/** What people asked for against what became of it, by a model that knows neither `decide` nor `apply`. */
export function checkIntents(world: World, truth: Truth): void {
  const journal = world.hub.database
    .rows<{ seq: number; cause: string | null; events: string }>("SELECT seq, cause, events FROM journal ORDER BY seq")
    .map(({ seq, cause, events }): Entry => ({ seq, cause, events: JSON.parse(events) as Entry["events"] }));
  const made = new Map([...world.desks.flatMap((desk) => [...desk.made]), ...world.calls]);
  const accepted = new Set(
    journal.flatMap(({ cause }) => (cause === null ? [] : [cause.slice(cause.indexOf("|") + 1)])),
  );
  for (const one of made.values()) checkAnswer(world, truth, one, accepted);
  checkSends(world, truth, made, accepted);
  checkReactions(world, truth);
  checkMarks(journal, made, truth);
}

/** D7: what the team sees of the business's reactions is what the customer sees. */
function checkReactions({ provider }: World, truth: Truth): void {
  for (const { id, providerId, reactions } of truth.messages) {
    if (providerId === null || provider.doubtful.has(providerId)) continue;
    const shown = reactions.find(({ by }) => by !== "contact")?.emoji ?? null;
    must(`D7: the reaction to ${id}`, shown, provider.reactions.get(providerId) ?? null);
  }
}

/** I7: what was accepted is there once; what was refused is not; what has no answer is neither lost nor pending. */
function checkAnswer(
  world: World,
  truth: Truth,
  { id, agentId, command, answer }: Made,
  accepted: ReadonlySet<string>,
): void {
  const found = truth.messages.filter((message) => message.id === id);
  // Asked on a connection that was lost, and never again: it may have taken effect.
  if (answer?.ok === false && command.command.startsWith("lock:") && answer.code === "unavailable") return;
  if (answer?.ok === false)
    return must(
      `I7: the refused ${command.command} ${id} has left no trace`,
      [accepted.has(id), found.length],
      [false, 0],
    );
  if (command.command !== "message:send" && command.command !== "note:add") return;
  const isRefused = world.desks.some(({ inbox }) => inbox.failures().some((failure) => failure.id === id));
  if (answer === null && isRefused) return;
  must(
    `I7: the reply ${id} is there once`,
    found.map(({ body, authorId }) => ({ body, authorId })),
    [{ body: command.payload.body, authorId: agentId }],
  );
}

/** I9: the provider got each message once, and once more for each time that a person asked for it. */
function checkSends(
  { provider }: World,
  truth: Truth,
  made: ReadonlyMap<string, Made>,
  accepted: ReadonlySet<string>,
): void {
  const intents = new Map<string, number>();
  for (const { id, command } of made.values()) {
    if (!accepted.has(id)) continue;
    const messageId =
      command.command === "message:send" ? id : command.command === "message:retry" ? command.payload.messageId : null;
    if (messageId !== null) intents.set(messageId, (intents.get(messageId) ?? 0) + 1);
  }
  for (const [messageId, asked] of provider.messages) {
    // What was taken back had not been asked for since the last time.
    const isCancelled = truth.messages.some(({ id, status }) => id === messageId && status === "cancelled");
    if (asked.settled > (intents.get(messageId) ?? 0) - (isCancelled ? 1 : 0)) {
      throw new Error(
        `I9: ${messageId} was sent ${asked.settled} times for ${intents.get(messageId) ?? 0} intents${isCancelled ? ", the last of them taken back" : ""}`,
      );
    }
  }
}

/** What puts something into a thread. */
const bornBy: ReadonlySet<string> = new Set([
  "message:received",
  "message:queued",
  "message:scheduled",
  "note:added",
  "activity:created",
]);

/** I4: unread, counted over again from what arrived and what each agent did, in the hub's order. */
function checkMarks(journal: readonly Entry[], made: ReadonlyMap<string, Made>, truth: Truth): void {
  const counts = new Map<string, number>();
  const numbers = new Map<string, number>();
  const scheduled = new Set<string>();
  const marks = new Map<string, number>();
  for (const { cause, events } of journal) {
    const doing = cause === null ? undefined : made.get(cause.slice(cause.indexOf("|") + 1));
    for (const { event, payload } of events) {
      const conversationId = payload.conversationId ?? "";
      if (event === "message:received") counts.set(conversationId, (counts.get(conversationId) ?? 0) + 1);
      if (bornBy.has(event)) {
        const id = payload.messageId ?? payload.activityId ?? "";
        // A scheduled message takes its place when it leaves; sent again later, it keeps that.
        if (!numbers.has(id) || scheduled.has(id)) numbers.set(id, counts.get(conversationId) ?? 0);
        if (event === "message:scheduled") scheduled.add(id);
        else scheduled.delete(id);
      }
      if (event === "agent:joined") for (const [id, count] of counts) marks.set(`${payload.agentId}:${id}`, count);
    }
    if (doing === undefined || !isOnConversation(doing.command)) continue;
    const key = `${doing.agentId}:${doing.command.payload.conversationId}`;
    if (doing.command.command === "conversation:read")
      marks.set(key, Math.max(marks.get(key) ?? 0, numbers.get(doing.command.payload.upTo) ?? 0));
    if (doing.command.command === "conversation:unread") {
      const below = (counts.get(doing.command.payload.conversationId) ?? 0) - 1;
      marks.set(key, Math.min(marks.get(key) ?? Number.POSITIVE_INFINITY, below));
    }
  }
  for (const agent of truth.small) {
    if (agent.kind !== "agent") continue;
    for (const conversation of truth.conversations) {
      const expected = (counts.get(conversation.id) ?? 0) - (marks.get(`${agent.id}:${conversation.id}`) ?? 0);
      must(`I4: unread of ${agent.id} in ${conversation.id}`, truth.unread(agent.id, conversation), expected);
    }
  }
}
