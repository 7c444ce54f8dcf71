import { expect, it } from "vitest";
import { boxOf, pictureBox } from "../../../src/web/media/picture-box.ts";

it("D6 a picture has its room before it is here: its own shape, no larger than the thread allows, never enlarged", () => {
  expect(boxOf({ width: 120, height: 80 })).toEqual({ width: 120, height: 80 });
  expect(boxOf({ width: 2800, height: 1400 })).toEqual({ width: pictureBox.width, height: 140 });
  expect(boxOf({ width: 1000, height: 4000 })).toEqual({ width: 80, height: pictureBox.height });
});

it("D6 a picture of unknown or odd size can still be hit", () => {
  expect(boxOf({})).toEqual({ width: 280, height: 210 });
  expect(boxOf({ width: 1, height: 1 })).toEqual({ width: 64, height: 64 });
});
