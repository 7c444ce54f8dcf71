import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Stack, startStack } from "../../../src/dev/stack.ts";

/**
 * Parley and the simulator on free ports, over data of their own, as `npm start` would start them. Both demo
 * orgs are there; `stories: true` fills them with the demo's conversations too.
 */
export async function startTestStack(options: { readonly stories?: boolean } = {}): Promise<Stack> {
  const directory = await mkdtemp(join(tmpdir(), "parley-"));
  const stack = await startStack({ port: 0, simulatorPort: 0, directory, stories: options.stories ?? false });
  return {
    ...stack,
    async stop() {
      await stack.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A call of Parley's REST API with a bearer token or API key; throws what was answered unless it is a 2xx. */
export async function rest<T>(stack: Stack, token: string, method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${stack.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
  return JSON.parse(text) as T;
}

/** A call of the simulator's `/control`. */
export async function control<T>(stack: Stack, path: string, body?: unknown): Promise<T> {
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(`${stack.simulator}/control/${path}`, init);
  if (!response.ok) throw new Error(`/control/${path} was answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** An agent's bearer token. */
export async function signIn(
  stack: Stack,
  agent: { readonly email: string; readonly password: string },
): Promise<string> {
  const response = await fetch(`${stack.url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: agent.email, password: agent.password }),
  });
  const token = response.headers.get("set-auth-token");
  if (!response.ok || token === null) throw new Error(`${agent.email} was not signed in: ${await response.text()}`);
  return token;
}
