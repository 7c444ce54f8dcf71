import type { Location } from "../../protocol/commands.ts";

/** What was typed into the fields of a place. */
export interface TypedPlace {
  readonly latitude: string;
  readonly longitude: string;
  readonly name: string;
  readonly address: string;
}

export type ReadPlace =
  | { readonly ok: true; readonly place: Location }
  | { readonly ok: false; readonly field: "latitude" | "longitude" };

/** "59.33258, 18.06490", as maps copy it. A comma right between digits is a decimal comma: "59,33" is one number. */
const pair = /^\s*(-?\d+(?:[.,]\d+)?)(?:\s*;\s*|\s*,\s+|\s+,?\s*)(-?\d+(?:[.,]\d+)?)\s*$/;
/** "59.33258,18.06490": where both have a decimal point, a comma alone can part them. */
const pointPair = /^\s*(-?\d+\.\d+),(-?\d+\.\d+)\s*$/;

/** Two numbers that were pasted into one field; null when it holds no such thing. */
export function pastedPair(text: string): Pick<TypedPlace, "latitude" | "longitude"> | null {
  const found = pair.exec(text) ?? pointPair.exec(text);
  return found === null ? null : { latitude: found[1] ?? "", longitude: found[2] ?? "" };
}

export function readPlace({ latitude, longitude, name, address }: TypedPlace): ReadPlace {
  const [north, east] = [degrees(latitude, 90), degrees(longitude, 180)];
  if (north === null) return { ok: false, field: "latitude" };
  if (east === null) return { ok: false, field: "longitude" };
  const place: Location = { latitude: north, longitude: east };
  if (name.trim() !== "") place.name = name.trim();
  if (address.trim() !== "") place.address = address.trim();
  return { ok: true, place };
}

/** A decimal comma is meant as a point. */
function degrees(text: string, most: number): number | null {
  const trimmed = text.trim().replace(",", ".");
  if (!/^-?\d+(?:\.\d+)?$/.test(trimmed)) return null;
  const value = Number(trimmed);
  return Math.abs(value) <= most ? value : null;
}
