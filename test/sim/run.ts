import { checkAtRest } from "./checks.ts";
import { lists } from "./lists.ts";
import { mendChannel, takeStep } from "./steps.ts";
import { watchFrames } from "./watch.ts";
import { World } from "./world.ts";

const restStepMs = 15_000;
/** A client that was refused just before the faults ended asks again after its own back-off, which may take half a minute. */
const clientBackOffMs = 60_000;
const quietStepMs = 40;
const quietLimitMs = 60_000;
/** The longest back-off is a quarter of an hour, and several may follow each other. */
const restLimitMs = 4 * 3_600_000;

/** One seed from the first step to rest. Throws with how to replay it. */
export async function simulate(seed: number): Promise<void> {
  const world = new World(seed);
  try {
    watchFrames(world);
    await world.open();
    const steps = world.random.between(20, 70);
    for (let step = 0; step < steps; step++) {
      await takeStep(world);
      if (world.problem !== null) throw world.problem;
    }
    await rest(world);
    checkAtRest(world, false);
    await loadEverything(world);
    await quiet(world);
    checkAtRest(world, true);
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    throw new Error(
      `${reason}\n\nLast steps:\n${world.lastSteps}\n\nReplay: PARLEY_SEED=${seed} npx vitest run --project sim`,
    );
  } finally {
    world.close();
  }
}

/** Everything works again; runs until nothing moves any more. */
async function rest(world: World): Promise<void> {
  world.log("rest");
  world.hasFaults = false;
  world.isD1Down = false;
  if (world.hub.isDoomed) world.reset();
  for (const desk of world.desks) desk.setOnline(true);
  for (let waited = 0; waited < restLimitMs; waited += restStepMs) {
    mendChannel(world);
    await world.clock.advance(restStepMs);
    world.history.replicate();
    world.trail.follow();
    if (world.problem !== null) throw world.problem;
    if ((await unrest(world)) === null) {
      await world.clock.advance(clientBackOffMs);
      return quiet(world);
    }
  }
  throw new Error(`I12: no rest: ${await unrest(world)}`);
}

/** A moment at which nothing is under way, so that everyone has had the chance to know everything. */
async function quiet(world: World): Promise<void> {
  for (let waited = 0; waited < quietLimitMs; waited += quietStepMs) {
    await world.clock.advance(quietStepMs);
    world.trail.follow();
    const moves = world.desks.some(({ line }) => line !== null && line.underWay > 0);
    if (!moves && !world.hub.isBusy && (await unrest(world)) === null) return;
  }
  throw new Error(`I12: never quiet: ${await unrest(world)}`);
}

/** What still moves; null when nothing does. */
async function unrest(world: World): Promise<string | null> {
  const { database } = world.hub;
  const outbox = database.rows("SELECT * FROM outbox").length;
  if (outbox > 0) return `${outbox} messages to send`;
  const [projected] = database.rows<{ value: string }>("SELECT value FROM meta WHERE key = 'projected'");
  const [head] = database.rows<{ seq: number }>("SELECT max(seq) AS seq FROM journal");
  if (Number(projected?.value) < (head?.seq ?? 0)) return "D1 is behind";
  if (world.history.underWay > 0 || world.hubCallsToD1 > 0) return "calls of D1";
  if (world.webhooks.underWay > 0) return "webhooks";
  for (const desk of world.desks) {
    if (desk.inbox.connection.state !== "live") return `${desk.session} is ${JSON.stringify(desk.inbox.connection)}`;
    const pending = await desk.pending();
    if (pending.length > 0) return `${desk.session} waits for the answers of ${pending.join()}`;
    if (lists.some((filter) => desk.inbox.conversations(filter).loading)) return `${desk.session} loads a list`;
  }
  return null;
}

async function loadEverything(world: World): Promise<void> {
  const conversations = world.hub.database.rows<{ id: string }>("SELECT id FROM conversation");
  for (const { inbox } of world.desks) {
    for (const filter of lists) {
      for (let page = 0; page < 20 && inbox.conversations(filter).hasMore; page++) {
        void inbox.loadConversations(filter);
        await world.clock.advance(500);
      }
    }
    for (let page = 0; page < 20 && inbox.mentions().hasMore; page++) {
      void inbox.loadMentions();
      await world.clock.advance(500);
    }
    for (const { id } of conversations) {
      void inbox.loadThread(id);
      await world.clock.advance(500);
      for (let page = 0; page < 60 && inbox.thread(id).hasOlder; page++) {
        void inbox.loadOlder(id);
        await world.clock.advance(500);
      }
    }
  }
}
