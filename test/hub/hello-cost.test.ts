import { runInDurableObject } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import { TestOrg } from "./harness.ts";

/** How often the hub reads an attachment while it hears these frames from one socket of so many. */
async function attachmentsRead(sockets: number, frames: readonly unknown[]): Promise<number> {
  const org = new TestOrg(crypto.randomUUID(), false);
  await org.open();
  const agents = Array.from({ length: sockets }, (_, n) => `agent-${n % 10}`);
  for (const id of new Set(agents)) await org.hub.putAgent({ id, name: id, email: `${id}@example.com`, role: "agent" });
  for (const [n, agentId] of agents.entries()) await (await org.connect(agentId)).hello(0, `tab-${n}`);
  await org.connect("ana");
  await org.evict();
  return runInDurableObject(org.stub, async (hub, state) => {
    const [socket] = state.getWebSockets("ana");
    if (socket === undefined) throw new Error("no socket");
    const read = vi.spyOn(
      WebSocket.prototype as unknown as { deserializeAttachment(): unknown },
      "deserializeAttachment",
    );
    try {
      for (const frame of frames) await hub.webSocketMessage(socket, JSON.stringify(frame));
      return read.mock.calls.length;
    } finally {
      read.mockRestore();
    }
  });
}

test("Se8: a hello, a signal and a command read no attachment, with 10 sockets and with 100", async () => {
  const frames = [
    { type: "hello", protocol: 1, session: "tab", cursor: 0 },
    { type: "signal", signal: "presence", payload: { state: "busy" } },
    { type: "command", id: "c", command: "lock:acquire", payload: { conversationId: "none" } },
    { type: "hello", protocol: 1, session: "tab", cursor: 0 },
  ];
  expect([await attachmentsRead(10, frames), await attachmentsRead(100, frames)]).toEqual([0, 0]);
});
