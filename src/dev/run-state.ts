import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { SeededOrg } from "./demo/seed.ts";
import { newVapidKeys } from "./vapid.ts";

/**
 * What local runs share: secrets made at the first start, and what the demo's set-up gave. It lies with the
 * data that it unlocks, so that neither is ever there without the other.
 */
export interface RunState {
  readonly secrets: {
    readonly AUTH_SECRET: string;
    readonly SECRETS_KEYS: string;
    readonly META_APP_SECRET: string;
    readonly META_VERIFY_TOKEN: string;
    readonly MAIL_TOKEN: string;
    readonly MAIL_WEBHOOK_SECRET: string;
    readonly VAPID_PUBLIC_KEY: string;
    readonly VAPID_PRIVATE_KEY: string;
  };
  /** Of both demo numbers, and the password of all demo agents. */
  readonly accessToken: string;
  readonly password: string;
  /** null until both orgs are there, whole. */
  readonly demo: { readonly acme: SeededOrg; readonly globex: SeededOrg } | null;
  /** Whether the directory was empty when the first start began: then it may be forgotten and begun anew. */
  readonly pristine: boolean;
}

const file = (directory: string): string => join(directory, "parley.json");

/**
 * The state of earlier runs, or a new one. A first start that was interrupted is forgotten and begins anew;
 * data that something else put there (wrangler's own commands) is left alone.
 */
export async function openRunState(directory: string, fresh: boolean): Promise<RunState> {
  const known = fresh ? null : await readState(directory);
  if (known !== null && known.demo !== null) return withEverySecret(known, directory);
  if (fresh || known?.pristine === true) await rm(directory, { recursive: true, force: true });
  const entries = await readdir(directory).catch(() => []);
  const state = newState(entries.length === 0);
  await saveRunState(directory, state);
  return state;
}

export async function saveRunState(directory: string, state: RunState): Promise<void> {
  await writeWhole(file(directory), JSON.stringify(state, null, 2));
}

/** Writes a file so that readers see the old content or the new, never a part. Only its owner may read it. */
export async function writeWhole(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.new`, content, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

/** Data of an earlier version lacks the secrets that it did not need yet. */
async function withEverySecret(known: RunState, directory: string): Promise<RunState> {
  const made = newState(known.pristine).secrets;
  if (Object.keys(made).every((name) => name in known.secrets)) return known;
  const state = { ...known, secrets: { ...made, ...known.secrets } };
  await saveRunState(directory, state);
  return state;
}

async function readState(directory: string): Promise<RunState | null> {
  try {
    return JSON.parse(await readFile(file(directory), "utf8")) as RunState;
  } catch {
    return null;
  }
}

function newState(pristine: boolean): RunState {
  const secret = (): string => randomBytes(32).toString("base64url");
  return {
    secrets: {
      AUTH_SECRET: secret(),
      SECRETS_KEYS: `local:${randomBytes(32).toString("base64")}`,
      META_APP_SECRET: randomBytes(16).toString("hex"),
      META_VERIFY_TOKEN: secret(),
      MAIL_TOKEN: secret(),
      MAIL_WEBHOOK_SECRET: `whsec_${randomBytes(24).toString("base64")}`,
      ...newVapidKeys(),
    },
    accessToken: secret(),
    password: `coffee-${randomBytes(4).toString("hex")}`,
    demo: null,
    pristine,
  };
}
