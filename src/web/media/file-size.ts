import { perLocale } from "../messages/per-locale.ts";

const units = ["byte", "kilobyte", "megabyte"] as const;
const formats = perLocale((tag) =>
  units.map(
    (unit) =>
      new Intl.NumberFormat(tag, {
        style: "unit",
        unit,
        unitDisplay: unit === "byte" ? "long" : "short",
        maximumFractionDigits: 1,
      }),
  ),
);

/** "340 kB", in the language of the page. A megabyte is counted as the limits of the channels are: 1,024 kB. */
export function fileSize(bytes: number): string {
  const power = bytes < 1024 ? 0 : bytes < 1024 * 1024 ? 1 : 2;
  const value = bytes / 1024 ** power;
  return formats()[power]?.format(value >= 10 ? Math.round(value) : value) ?? "";
}
