import { expect, it } from "vitest";
import { pastedPair, readPlace } from "../../../src/web/location/read-place.ts";

const typed = { latitude: "59.33", longitude: "18.07", name: "", address: "" };

it("D7 a place is two numbers on the globe; a decimal comma is one, and blanks are no name", () => {
  expect(readPlace({ ...typed, latitude: " 59,33 ", name: " Shop ", address: " " })).toEqual({
    ok: true,
    place: { latitude: 59.33, longitude: 18.07, name: "Shop" },
  });
  expect(readPlace({ ...typed, latitude: "90.1" })).toEqual({ ok: false, field: "latitude" });
  expect(readPlace({ ...typed, longitude: "east" })).toEqual({ ok: false, field: "longitude" });
  expect(readPlace({ ...typed, longitude: "" })).toEqual({ ok: false, field: "longitude" });
});

it("D7 what a map copies fills both fields", () => {
  expect(pastedPair("59.33258, 18.06490")).toEqual({ latitude: "59.33258", longitude: "18.06490" });
  expect(pastedPair("-33.86 151.21")).toEqual({ latitude: "-33.86", longitude: "151.21" });
  expect(pastedPair("59.33258,18.06490")).toEqual({ latitude: "59.33258", longitude: "18.06490" });
  expect(pastedPair("59,33258; 18,06490")).toEqual({ latitude: "59,33258", longitude: "18,06490" });
  expect(pastedPair("59,33258, 18,06490")).toEqual({ latitude: "59,33258", longitude: "18,06490" });
  expect(pastedPair("59, 18")).toEqual({ latitude: "59", longitude: "18" });
  expect(pastedPair("59.3")).toBeNull();
  expect(pastedPair("59,33")).toBeNull();
  expect(pastedPair("-33,86")).toBeNull();
});
