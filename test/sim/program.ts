import type { Command, CommandName } from "../../src/protocol/commands.ts";
import { isOnConversation } from "../../src/protocol/on-conversation.ts";
import type { Actor, Answer } from "../../src/hub/rpc.ts";
import type { CommandAnswer } from "../../src/client/inbox.ts";
import type { Made } from "./desk.ts";
import type { World } from "./world.ts";

const key: Actor = { type: "apiKey", keyId: "key" };
const agentId = "ben";
const agent: Actor = { type: "agent", agentId };

/** Callers of REST: a program with an API key, and an agent's script that holds a lock by heartbeats. */
export function program(world: World): void {
  const { random, hub } = world;
  const conversations = hub.database.rows<{ id: string }>("SELECT id FROM conversation ORDER BY id");
  if (conversations.length === 0) return;
  const { id: conversationId } = random.pick(conversations);
  const what = random.weighted([
    [6, "send"],
    [2, "assign"],
    [4, "lock"],
    [3, "heartbeat"],
    [2, "unlock"],
    [9, "merge"],
    [4, "unmerge"],
  ] as const);
  world.log(`REST ${what} ${conversationId.slice(-6)}`);
  switch (what) {
    case "send":
      return call(world, key, {
        command: "message:send",
        payload: { conversationId, body: `by a program ${random.between(1, 1e6)}` },
      });
    case "assign":
      return call(world, key, {
        command: "conversation:assign",
        payload: { conversationId, agentId: random.pick(["ana", "ben", null]) },
      });
    case "lock":
      return call(world, agent, { command: "lock:acquire", payload: { conversationId } });
    case "heartbeat":
    case "unlock": {
      const token = tokenOf(world, conversationId);
      if (token === null) return;
      const command: CommandName = what === "unlock" ? "lock:release" : "lock:heartbeat";
      return call(world, agent, { command, payload: { conversationId, token } });
    }
    case "merge": {
      const [contactId, other] = [contactOf(world), contactOf(world)];
      return call(world, key, { command: "contact:merge", payload: { contactId, with: other } });
    }
    case "unmerge":
      return call(world, key, { command: "contact:unmerge", payload: { contactId: contactOf(world) } });
  }
}

function contactOf({ hub, random }: World): string {
  return random.pick(hub.database.rows<{ id: string }>("SELECT id FROM contact ORDER BY id")).id;
}

/** The script's own lock: one that no session holds. */
function tokenOf({ hub }: World, conversationId: string): string | null {
  const [row] = hub.database.rows<{ token: string }>(
    "SELECT token FROM lock WHERE conversation = ? AND is_held = 1 AND session IS NULL",
    [conversationId],
  );
  return row?.token ?? null;
}

/** Asks until there is an answer, under one id, as `Idempotency-Key` lets a caller do. */
function call(world: World, actor: Actor, command: Command): void {
  const { hub, clock, random, signs } = world;
  const id = random.uuid();
  const asker = actor.type === "agent" ? actor.agentId : `apiKey:${actor.keyId}`;
  const made: Made = { id, agentId: asker, command, answer: null };
  world.calls.set(id, made);
  const session = `rest:${isOnConversation(command) ? command.payload.conversationId : id}`;
  signs.asked(id, session);
  const attempt = (): void => {
    hub
      .call((one) => {
        if (command.command.startsWith("lock:")) signs.note(session);
        return one.execute(actor, id, command) as Promise<Answer<never>>;
      })
      .then(
        (answer) => {
          made.answer = answer as CommandAnswer<CommandName>;
        },
        () => void clock.setTimeout(attempt, random.between(100, 5_000)),
      );
  };
  attempt();
}
