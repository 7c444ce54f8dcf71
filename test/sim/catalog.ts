import type { Actor } from "../../src/hub/rpc.ts";
import type { CatalogEdit } from "../../src/protocol/catalog.ts";
import type { World } from "./world.ts";

const ana: Actor = { type: "agent", agentId: "ana" };
const ben: Actor = { type: "agent", agentId: "ben" };

/** How many active conversations the team gives to one agent by itself. */
export const capacity = 2;

/** What the team has from the start: a label, a team that assigns in turn, and a channel that shows who types. */
export async function setUp(world: World, finish: <T>(promise: Promise<T>) => Promise<T>): Promise<void> {
  const { hub, channelId } = world;
  const make = (id: string, edit: CatalogEdit) => finish(hub.call((one) => one.editCatalog(ana, id, edit)));
  await make("label", { edit: "create", kind: "label", body: { name: "VIP" } });
  if (world.random.chance(0.5)) return;
  const body = { name: "Support", agentIds: ["ana", "ben"], autoAssign: true, capacity };
  const team = await make("team", { edit: "create", kind: "team", body });
  if (!team.ok) throw new Error(team.message);
  world.teamId = team.value.id;
  const change = { teamId: team.value.id, showsTyping: true };
  await finish(hub.call((one) => one.updateChannel(ana, channelId, change)));
}

/** Someone changes the catalog: labels come and go, and everyone has views, of the team and of one's own. */
export function editCatalog({ hub, random }: World): void {
  const edit = random.pick<CatalogEdit>([
    { edit: "create", kind: "label", body: { name: "Late" } },
    { edit: "change", kind: "label", id: "vip", change: { color: random.pick(["red", "blue"] as const) } },
    { edit: "delete", kind: "label", id: "late" },
    {
      edit: "create",
      kind: "view",
      body: { name: `View ${random.between(1, 9)}`, query: { filter: "mine" }, shared: random.chance(0.3) },
    },
    { edit: "create", kind: "cannedResponse", body: { shortcut: `hello${random.between(1, 3)}`, body: "Hello!" } },
  ]);
  hub.call((one) => one.editCatalog(random.pick([ana, ben]), random.uuid(), edit)).catch(() => undefined);
}
