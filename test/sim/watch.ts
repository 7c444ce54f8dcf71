import type { ServerSocket } from "./runtime/socket.ts";
import type { World } from "./world.ts";

const forward = ["queued", "unconfirmed", "sent", "failed", "delivered", "read", "cancelled"];

interface Frame {
  readonly type: string;
  readonly seq: number;
  readonly records: readonly { kind: string; id: string; status?: string | null }[];
  readonly code?: string;
  readonly details?: { readonly agentId: string; readonly expiresAt: string };
}

/** I2, I5 and I9 as every observer sees them: reads each frame that leaves the hub. */
export function watchFrames(world: World): void {
  const lastSeq = new WeakMap<ServerSocket, number>();
  const statusesOf = new WeakMap<ServerSocket, Map<string, string>>();
  world.hub.watch = (socket, data) => {
    const frame = JSON.parse(data) as Frame;
    if (frame.type === "result" && frame.code === "locked") checkRefusal(world, frame);
    if (frame.type !== "changes" && frame.type !== "welcome") return;
    const last = lastSeq.get(socket) ?? 0;
    const isInOrder = frame.type === "changes" ? frame.seq > last : frame.seq >= last;
    if (!isInOrder) world.failed(new Error(`I2: a ${frame.type} of ${frame.seq} came after ${last}`));
    lastSeq.set(socket, frame.seq);
    const statuses = statusesOf.get(socket) ?? new Map<string, string>();
    statusesOf.set(socket, statuses);
    for (const { kind, id, status } of frame.records) {
      if (kind !== "message" || status == null) continue;
      const before = statuses.get(id) ?? status;
      const isForward = status === "queued" || forward.indexOf(status) >= forward.indexOf(before);
      if (!isForward) world.failed(new Error(`I9: ${id} went from ${before} to ${status}`));
      statuses.set(id, status);
    }
  };
}

/** I5: whoever is refused was in the way of a session that has given signs of life lately. */
function checkRefusal(world: World, { details }: Frame): void {
  const { hub, clock, signs } = world;
  const { agentId = "", expiresAt = "" } = details ?? {};
  const rows = hub.database.rows<{ session: string | null; conversation: string }>(
    "SELECT session, conversation FROM lock WHERE is_held = 1 AND json ->> '$.agentId' = ?",
    [agentId],
  );
  const until = Date.parse(expiresAt);
  const lives = rows.some(
    ({ session, conversation }) => signs.latestEnd(session ?? `rest:${conversation}`, clock.now()) >= until,
  );
  if (!lives || until <= clock.now())
    world.failed(new Error(`I5: refused until ${expiresAt} for ${agentId}, who is not there any more`));
}
