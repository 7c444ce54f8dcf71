import { randomUUID } from "node:crypto";
import type { Command } from "../src/protocol/commands.ts";
import type { ResultFrame } from "../src/protocol/frames.ts";
import { protocolVersion, subprotocol } from "../src/protocol/version.ts";
import type { BenchOrg } from "./org.ts";
import type { Parley } from "./parley.ts";
import { openSocket, type RawSocket } from "./socket.ts";

/** One agent's live socket that asks and is answered. */
export interface CommandSocket {
  /** Resolves to the answer and the milliseconds until it was here. */
  ask(command: Command): Promise<{ readonly result: ResultFrame; readonly ms: number }>;
  ping(): void;
  close(): void;
}

export async function openCommandSocket(parley: Parley, org: BenchOrg, agentId: string): Promise<CommandSocket> {
  const waiting = new Map<string, (result: ResultFrame) => void>();
  let welcomed: () => void = () => undefined;
  const isWelcomed = new Promise<void>((resolve) => (welcomed = resolve));
  const socket: RawSocket = await openSocket(
    `${parley.url}/api/orgs/${org.id}/realtime`,
    { authorization: `Bearer ${await org.socketToken(agentId)}`, "sec-websocket-protocol": subprotocol },
    {
      onFrame: (payload) => {
        const text = payload.toString();
        if (text.startsWith('{"type":"welcome"')) welcomed();
        if (!text.startsWith('{"type":"result"')) return;
        const result = JSON.parse(text) as ResultFrame;
        waiting.get(result.id)?.(result);
        waiting.delete(result.id);
      },
      onClose: () => undefined,
    },
  );
  socket.send(JSON.stringify({ type: "hello", protocol: protocolVersion, session: randomUUID(), cursor: 0 }));
  await isWelcomed;
  return {
    ask: ({ command, payload }) => {
      const id = randomUUID();
      const startedAt = performance.now();
      return new Promise((resolve) => {
        waiting.set(id, (result) => resolve({ result, ms: performance.now() - startedAt }));
        socket.send(JSON.stringify({ type: "command", id, command, payload }));
      });
    },
    ping: () => socket.send("ping"),
    close: () => socket.close(),
  };
}
