import { expect, it } from "vitest";
import { replyWindow } from "../../src/web/inbox/reply-window.ts";

const now = Date.parse("2026-03-01T12:00:00.000Z");
const at = (windowClosesAt: string | null) => replyWindow({ channel: "whatsapp", windowClosesAt }, now);

it("D5 the end of the window is told from four hours before it, and then the box is closed", () => {
  expect(at("2026-03-01T16:00:01.000Z")).toEqual({ state: "open" });
  expect(at("2026-03-01T15:59:59.000Z")).toEqual({ state: "closing", minutes: 239 });
  expect(at("2026-03-01T12:00:30.000Z")).toEqual({ state: "closing", minutes: 0 });
  expect(at("2026-03-01T12:00:00.000Z")).toEqual({ state: "closed", wasOpen: true });
  expect(at(null)).toEqual({ state: "closed", wasOpen: false });
});

it("D5 a channel without a window is always open", () => {
  expect(replyWindow({ channel: "sms", windowClosesAt: null }, now)).toEqual({ state: "open" });
});
