import { expect } from "vitest";
import { idKinds, type Pool } from "./bodies.ts";
import { answerOf, tellsNothing } from "./oracles.ts";
import { missing, type World } from "./world.ts";

interface Asked {
  /** Makes the request. */
  readonly call: World["call"];
  readonly token?: string;
  readonly method: string;
  readonly path: (pool: Pool) => string;
  readonly body: (pool: Pool) => unknown;
  /** Ids of what the caller may not see. */
  readonly theirs: Pool;
  /** What no answer may hold. */
  readonly word: string;
}

/** What is there and not the caller's is answered as what is not there at all: the same but for the id that was asked. */
export async function expectAlike({ call, token, method, path, body, theirs, word }: Asked): Promise<void> {
  const answers = [];
  for (const pool of [theirs, missing]) {
    const given = { method, body: body(pool), ...(token === undefined ? {} : { token }) };
    const name = `${method} ${path(pool)} ${JSON.stringify(given.body ?? null)}`;
    const answer = await answerOf(name, await call(path(pool), given));
    const text = idKinds.reduce((said, what) => said.replaceAll(pool(what), "id"), answer.text);
    tellsNothing(name, text, word);
    answers.push({ name, said: { status: answer.status, text: answer.status < 400 ? "" : text } });
  }
  const [first, second] = answers;
  expect([first?.name, first?.said]).toEqual([first?.name, second?.said]);
}
