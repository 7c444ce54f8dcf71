import { beforeEach, describe, expect, test } from "vitest";
import { Backlogs } from "../../src/hub/backlogs.ts";
import { limits } from "../../src/protocol/limits.ts";
import { timing } from "../../src/protocol/timing.ts";

const kB = 1024;
const MB = 1024 * kB;

/** Readers by name, each with the time of its last ping. */
let now = 0;
let pings: Map<WebSocket, number>;
let backlogs: Backlogs;
let sockets: Map<string, WebSocket>;
beforeEach(() => {
  now = 1_000_000;
  pings = new Map();
  sockets = new Map();
  backlogs = new Backlogs((socket) => pings.get(socket) ?? 0);
});

function reader(name: string): WebSocket {
  const socket = sockets.get(name) ?? ({ name } as unknown as WebSocket);
  sockets.set(name, socket);
  return socket;
}

/** Sends frames of 64 kB until so much was sent or the reader is cut off; how much that was. */
function send(name: string, bytes: number, { proves = false, pingsEveryMs = 0 } = {}): number {
  const socket = reader(name);
  let sent = 0;
  for (; sent < bytes; sent += limits.frameBytes) {
    if (pingsEveryMs > 0) pings.set(socket, now - (now % pingsEveryMs));
    if (backlogs.isStuck(socket, limits.frameBytes, now)) return sent;
    backlogs.add(socket, limits.frameBytes, now);
    const check = backlogs.check(socket, now);
    if (check !== null && proves) backlogs.proved(socket, check);
    now += 10;
  }
  return sent;
}

describe("Se6: readers who do not read", () => {
  test("one that pings and never proves that it reads is cut off at 16 MB, however slowly they come", () => {
    expect(send("deaf", 100 * MB, { pingsEveryMs: 5_000 })).toBe(16 * MB);
  });

  test("one that says its checks back is never cut off", () => {
    expect(send("reads", 200 * MB, { proves: true, pingsEveryMs: 5_000 })).toBe(200 * MB);
  });

  test("an answer counts once, for what came before its check, and one that was not asked for not at all", () => {
    const socket = reader("liar");
    let first: string | null = null;
    for (let sent = 0; sent < 4 * MB; sent += limits.frameBytes) {
      backlogs.add(socket, limits.frameBytes, now);
      first ??= backlogs.check(socket, now);
    }
    backlogs.proved(socket, "a guess");
    expect(backlogs.check(socket, now)).toBeNull();
    backlogs.proved(socket, first ?? "");
    backlogs.proved(socket, first ?? "");
    expect(backlogs.check(socket, now)).not.toBeNull();
    expect(16 * MB - send("liar", 100 * MB, { pingsEveryMs: 10 })).toBe(4 * MB - limits.bytesPerReadCheck);
  });

  test("a welcome is one answer: a large one does not cut its reader off, several unread ones do", () => {
    const socket = reader("welcomed");
    const welcome = () => {
      if (backlogs.isStuck(socket, 0, now)) return false;
      backlogs.welcomes(socket, 20 * MB, now);
      backlogs.add(socket, 20 * MB, now);
      return true;
    };
    expect(welcome()).toBe(true);
    expect(send("welcomed", MB, { pingsEveryMs: 10 })).toBe(MB);
    expect([welcome(), welcome()]).toEqual([true, false]);
  });

  test("W10: one with more than 1 MB unread and no sign of life for 25 s is cut off, one that pings is not", () => {
    for (const name of ["silent", "pings"]) send(name, 2 * MB);
    now += timing.slowReaderMs + 10_000;
    pings.set(reader("pings"), now - 1_000);
    expect(backlogs.isStuck(reader("silent"), 1, now)).toBe(true);
    expect(backlogs.isStuck(reader("pings"), 1, now)).toBe(false);
  });

  test("of many together the furthest behind go first, until the rest owe less than 48 MB; who reads is left alone", () => {
    for (let n = 0; n < 10; n += 1) send(`deaf-${n}`, (6 + n) * MB, { pingsEveryMs: 10 });
    for (let n = 0; n < 100; n += 1) send(`reads-${n}`, 3 * MB, { proves: true, pingsEveryMs: 10 });
    // Behind only since a moment ago.
    now += 6_000;
    send("new", 14 * MB, { pingsEveryMs: 10 });
    const cut = backlogs.excess(now);
    expect(cut).toEqual([9, 8, 7, 6, 5].map((n) => reader(`deaf-${n}`)));
    for (const socket of cut) backlogs.forget(socket);
    now += 2_000;
    expect(backlogs.excess(now)).toEqual([]);
  });

  test("with few behind nothing is looked for", () => {
    for (let n = 0; n < 40; n += 1) send(`ordinary-${n}`, MB, { pingsEveryMs: 10 });
    now += 60_000;
    expect(backlogs.excess(now)).toEqual([]);
  });
});
