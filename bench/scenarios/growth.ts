import type { Figure } from "../report.ts";
export async function growth(_isFull: boolean): Promise<Figure[]> { return []; }
