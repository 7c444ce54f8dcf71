import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** One line of the report. */
export interface Figure {
  readonly what: string;
  /** With its unit. */
  readonly figure: string;
  /** Parley over the engine, where there is one. */
  readonly ratio?: number;
  /** What DESIGN section 7 asks for; left out where it asks for nothing. */
  readonly budget?: string;
  readonly met?: boolean;
  /** The numbers behind it, for programs. */
  readonly data: Readonly<Record<string, number | readonly number[]>>;
}

export function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

export function whole(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

export function printFigures(figures: readonly Figure[]): void {
  const rows = figures.map(({ what, figure, ratio, budget, met }) => [
    what,
    figure,
    ratio === undefined ? "" : ratio.toFixed(2),
    budget ?? "",
    met === undefined ? "" : met ? "met" : "NOT MET",
  ]);
  const heads = ["what", "figure", "of engine", "budget", ""];
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  console.log(`\n${line(heads)}\n${widths.map((width) => "-".repeat(width)).join("  ")}`);
  for (const row of rows) console.log(line(row));
}

export async function saveFigures(path: string, figures: readonly Figure[], seconds: number): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(
    path,
    JSON.stringify({ at: new Date().toISOString(), seconds: Math.round(seconds), figures }, null, 2),
  );
}
