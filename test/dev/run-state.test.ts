import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openRunState, saveRunState } from "../../src/dev/run-state.ts";

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "parley-"));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

const org = { org: "acme", apiKey: "key", agents: [], channelId: "channel" };

it("the secrets of the first start are those of every later one", async () => {
  const first = await openRunState(directory, false);
  await saveRunState(directory, { ...first, demo: { acme: org, globex: org } });
  expect((await openRunState(directory, false)).secrets).toEqual(first.secrets);
});

it("H4 data of a version without Web Push gets its keys once, and keeps the rest", async () => {
  const first = await openRunState(directory, false);
  const { VAPID_PUBLIC_KEY: _, VAPID_PRIVATE_KEY: __, ...older } = first.secrets;
  await saveRunState(directory, { ...first, secrets: older as typeof first.secrets, demo: { acme: org, globex: org } });
  const second = await openRunState(directory, false);
  expect(second.secrets).toEqual({
    ...older,
    VAPID_PUBLIC_KEY: expect.stringMatching(/^B[\w-]{86}$/u),
    VAPID_PRIVATE_KEY: expect.stringMatching(/^[\w-]{43}$/u),
  });
  expect((await openRunState(directory, false)).secrets).toEqual(second.secrets);
});

it("a first start that was interrupted is forgotten, with its data", async () => {
  const first = await openRunState(directory, false);
  await writeFile(join(directory, "half-a-database"), "");
  const second = await openRunState(directory, false);
  expect(second.secrets).not.toEqual(first.secrets);
  expect(await readdir(directory)).toEqual(["parley.json"]);
});

it("data that something else put there is left alone", async () => {
  await mkdir(join(directory, "v3"));
  await openRunState(directory, false);
  await openRunState(directory, false);
  expect(await readdir(directory)).toEqual(["parley.json", "v3"]);
});

it("--fresh forgets everything", async () => {
  await mkdir(join(directory, "v3"));
  await openRunState(directory, true);
  expect(await readdir(directory)).toEqual(["parley.json"]);
});
