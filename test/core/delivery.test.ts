import fc from "fast-check";
import { expect, test } from "vitest";
import { isForward, withStatus } from "../../src/core/delivery.ts";
import type { StatusReport } from "../../src/core/delivery.ts";
import type { Message } from "../../src/protocol/records.ts";
import { afterInbound, when } from "./given.ts";

const queued = when(afterInbound(1), {
  command: "message:send",
  payload: { conversationId: "channel.contact", body: "Hi" },
}).state.message as Message;

const report = (status: StatusReport["status"], second: number): StatusReport => ({
  status,
  at: `2026-11-01T12:00:0${second}.000Z`,
  error: status === "failed" ? { code: "131026", message: "undeliverable", advice: null } : null,
  providerId: "wamid",
});

const run = (reports: readonly StatusReport[]) =>
  reports.reduce((message, next) => withStatus(message, next) ?? message, queued);

test("I9: delivery status only moves forward", () => {
  expect(isForward("queued", "sent")).toBe(true);
  expect(isForward("delivered", "sent")).toBe(false);
  expect(isForward("sent", "failed")).toBe(true);
  expect(isForward("read", "failed")).toBe(false);
});

test("I9: any order and repetition of the same callbacks ends in the same message", () => {
  const steps = [report("sent", 1), report("delivered", 2), report("read", 3), report("failed", 4)];
  const straight = run(steps);
  expect(straight).toMatchObject({
    status: "read",
    sentAt: steps[0]?.at,
    deliveredAt: steps[1]?.at,
    readAt: steps[2]?.at,
  });
  fc.assert(
    fc.property(
      fc.shuffledSubarray(steps, { minLength: steps.length }),
      fc.array(fc.constantFrom(...steps)),
      (order, again) => {
        expect(run([...order, ...again])).toEqual(straight);
      },
    ),
  );
});

test("I9: an unconfirmed message that the provider confirms is no longer a problem", () => {
  const unconfirmed = withStatus(queued, {
    status: "unconfirmed",
    at: "",
    error: { code: "no_answer", message: "lost", advice: null },
    providerId: null,
  });
  expect(unconfirmed).toMatchObject({ status: "unconfirmed", error: { code: "no_answer" } });
  expect(withStatus(unconfirmed as Message, report("delivered", 2))).toMatchObject({
    status: "delivered",
    error: null,
  });
});

test("D1: a late failure after delivery is a detail", () => {
  expect(run([report("delivered", 1), report("failed", 2)])).toMatchObject({
    status: "delivered",
    error: { code: "131026" },
  });
});
