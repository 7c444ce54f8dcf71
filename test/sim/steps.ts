import { act } from "./acts.ts";
import { editCatalog } from "./catalog.ts";
import type { Desk } from "./desk.ts";
import { Desk as NewDesk } from "./desk.ts";
import { lists } from "./lists.ts";
import { program } from "./program.ts";
import type { World } from "./world.ts";
import { attend, write } from "./writing.ts";

type Step = (world: World) => void;

/** What may happen next, by weight. */
const steps: readonly (readonly [number, Step])[] = [
  [14, ({ webhooks }) => webhooks.write()],
  [6, ({ webhooks }) => webhooks.again()],
  [4, ({ webhooks }) => webhooks.about()],
  [26, (world) => act(world, world.random.pick(world.desks))],
  [18, (world) => write(world, world.random.pick(world.desks))],
  [8, (world) => attend(world, world.random.pick(world.desks))],
  [4, program],
  [2, editCatalog],
  [10, (world) => look(world, world.random.pick(world.desks))],
  [6, cut],
  [4, (world) => toggleNetwork(world.random.pick(world.desks))],
  [2, (world) => world.random.pick(world.desks).glance()],
  [2, (world) => world.random.pick(world.desks).reload()],
  [1, (world) => world.random.pick(world.desks).inbox.reconnect()],
  [8, evict],
  [2, (world) => world.reset()],
  [2, (world) => doom(world)],
  [3, toggleD1],
  [4, ({ history }) => history.replicate()],
  [3, mendChannel],
  [1, changeRole],
  [1, join],
];

export async function takeStep(world: World): Promise<void> {
  const { random, clock } = world;
  const step = random.weighted(steps);
  world.log(step.name || String(step));
  step(world);
  world.trail.follow();
  const pause = random.weighted<readonly [number, number]>([
    [60, [0, 30]],
    [30, [30, 800]],
    [9, [800, 8_000]],
    [1, [30_000, 70_000]],
  ]);
  await clock.advance(random.between(...pause));
  world.trail.follow();
}

/** An agent opens a list, a thread, an older page, a link. */
function look({ random, hub }: World, { inbox }: Desk): void {
  const conversations = hub.database.rows<{ id: string }>("SELECT id FROM conversation ORDER BY id");
  if (conversations.length === 0 || random.chance(0.4)) return void inbox.loadConversations(random.pick(lists));
  if (random.chance(0.1)) return void inbox.loadMentions();
  if (random.chance(0.1)) return void inbox.count("unread");
  const { id } = random.pick(conversations);
  const [loadThread, loadOlder, loadConversation] = [
    () => inbox.loadThread(id),
    () => inbox.loadOlder(id),
    () => inbox.loadConversation(id),
  ];
  void random.pick([loadThread, loadOlder, loadConversation])();
}

function cut({ random, desks }: World): void {
  const clientAfterMs = random.weighted([
    [6, random.between(0, 3_000)],
    [2, null],
  ]);
  const serverAfterMs = random.weighted([
    [6, random.between(0, 20_000)],
    [2, null],
  ]);
  random.pick(desks).line?.cut(clientAfterMs, serverAfterMs);
}

function toggleNetwork(desk: Desk): void {
  desk.setOnline(!desk.isOnline);
}

function evict(world: World): void {
  if (world.hub.isIdle && world.hubCallsToD1 === 0 && !world.hub.isDoomed) world.hub.evict();
}

/** The machine will die before the disk has what comes next. */
function doom(world: World): void {
  const { hub, clock, random } = world;
  if (hub.isDoomed) return;
  hub.doom();
  clock.setTimeout(() => hub.isDoomed && world.reset(), random.between(0, 1_500));
}

function toggleD1(world: World): void {
  world.isD1Down = !world.isD1Down;
}

function changeRole(world: World): void {
  const role = world.random.pick(["agent", "admin"] as const);
  world.hub
    .call((hub) => hub.putAgent({ id: "ben", name: "Ben", email: "ben@example.com", role }))
    .catch(() => undefined);
}

/** A new token for a number that was stopped. */
export function mendChannel(world: World): void {
  const { hub, channelId } = world;
  hub
    .call((one) => one.updateChannel({ type: "agent", agentId: "ana" }, channelId, { sealedSecrets: "sealed" }))
    .catch(() => undefined);
}

/** Someone joins the team later, and opens a page once she is a member. */
function join(world: World): void {
  if (world.desks.some((desk) => desk.agentId === "chi")) return;
  const joined = world.hub.call((hub) =>
    hub.putAgent({ id: "chi", name: "Chi", email: "chi@example.com", role: "agent" }),
  );
  joined.then(
    () => void world.desks.push(new NewDesk(world, "chi", "tab-chi")),
    () => undefined,
  );
}
