import { limits } from "../../src/protocol/limits.ts";
import type { Engine } from "../engine/engine.ts";
import type { Parley } from "../parley.ts";
import type { Figure } from "../report.ts";
import { residentBytes } from "../runtime.ts";
import { openSocket, type RawSocket } from "../socket.ts";
import { Team } from "../team.ts";

const sockets = 2_000;

/** Sockets opened before, so that code and heap that come with the first are not counted as theirs. */
const before = 500;

/** Memory of an idle socket: the growth of workerd by 2,000 of them, on Parley and on the engine. */
export async function idleMemory(parley: Parley, engine: Engine): Promise<Figure[]> {
  const org = await parley.createOrg((sockets + before) / limits.socketsPerAgent);
  const parleyBytes = await growth(parley.pid, async (count) => {
    const team = await Team.open(parley, org, count, { pings: false });
    return () => team.close();
  });
  const engineBytes = await growth(engine.pid, async (count) => {
    const open: RawSocket[] = [];
    for (let n = 0; n < count; n++)
      open.push(await openSocket(engine.url, {}, { onFrame: () => undefined, onClose: () => undefined }));
    return () => open.forEach((socket) => socket.close());
  });
  const ratio = parleyBytes / engineBytes;
  return [
    {
      what: "memory of an idle socket",
      figure: `${(parleyBytes / 1024).toFixed(0)} kB (engine ${(engineBytes / 1024).toFixed(0)} kB)`,
      ratio,
      budget: "< 5 % over the engine's",
      met: ratio < 1.05,
      data: { parleyBytes, engineBytes, sockets },
    },
  ];
}

/** `open` opens so many sockets and gives back what closes them. */
async function growth(pid: number, open: (count: number) => Promise<() => void>): Promise<number> {
  const closeFirst = await open(before);
  const without = await residentBytes(pid);
  const close = await open(sockets);
  // Long enough for the platform to hibernate the object, after 10 s without work.
  await new Promise((resolve) => setTimeout(resolve, 12_000));
  const withThem = await residentBytes(pid);
  close();
  closeFirst();
  return (withThem - without) / sockets;
}
