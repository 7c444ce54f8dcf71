import { expect, it } from "vitest";
import { fileSize } from "../../../src/web/media/file-size.ts";

it("D6 a size is told in the unit in which it is small", () => {
  expect(fileSize(1)).toBe("1 byte");
  expect(fileSize(1023)).toBe("1,023 bytes");
  expect(fileSize(1536)).toBe("1.5 kB");
  expect(fileSize(340 * 1024)).toBe("340 kB");
  expect(fileSize(16 * 1024 * 1024)).toBe("16 MB");
});
