import { expect } from "vitest";

/** What holds of every answer, whoever asked for whatever. */

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

/** Reads an answer and holds it against what every answer of the API keeps to. */
export async function answerOf(name: string, response: Response): Promise<Answer> {
  const text = await response.text();
  const { status, headers } = response;
  const said = `${name} -> ${status} ${text.slice(0, 200)}`;
  expect(status, said).not.toBe(500);
  const isFile = /^GET \S*\/media\/[^/ ]+ /.test(name) && status < 400;
  expect([said, headers.get("x-content-type-options")]).toEqual([said, "nosniff"]);
  expect([said, headers.get("cache-control")]).toEqual([said, isFile ? "private, no-cache" : "no-store"]);
  expect([said, headers.get("cross-origin-resource-policy")]).toEqual([said, "same-origin"]);
  expect([said, headers.get("strict-transport-security")]).toEqual([said, expect.stringContaining("max-age=")]);
  expect([said, headers.get("content-security-policy")]).toEqual([said, expect.stringContaining("default-src 'none'")]);
  if (status >= 400) {
    expect([said, headers.get("content-type")]).toEqual([said, "application/problem+json"]);
    expect(JSON.parse(text), said).toMatchObject({ status, code: expect.any(String), detail: expect.any(String) });
  }
  return { status, text, headers };
}

/** Runs so many at a time: one after the other takes minutes, all at once starves the machine. */
export async function each<T>(all: readonly T[], run: (one: T) => Promise<void>, atOnce = 16): Promise<void> {
  const waiting = [...all];
  const next = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await run(one);
  };
  await Promise.all(Array.from({ length: atOnce }, next));
}

/** No word of the victim's is in it. */
export function tellsNothing(name: string, text: string, word: string): void {
  expect([name, text.toLowerCase().includes(word.toLowerCase()) ? text : ""]).toEqual([name, ""]);
}
