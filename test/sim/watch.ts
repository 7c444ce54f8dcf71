import type { ServerSocket } from "./runtime/socket.ts";
import type { World } from "./world.ts";

const forward = ["queued", "unconfirmed", "sent", "failed", "delivered", "read"];

interface Frame {
  readonly type: string;
  readonly seq: number;
  readonly records: readonly { kind: string; id: string; status?: string | null }[];
}

/** I2 and I9 as every observer sees them: reads each frame that leaves the hub. */
export function watchFrames(world: World): void {
  const lastSeq = new WeakMap<ServerSocket, number>();
  const statusesOf = new WeakMap<ServerSocket, Map<string, string>>();
  world.hub.watch = (socket, data) => {
    const frame = JSON.parse(data) as Frame;
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
