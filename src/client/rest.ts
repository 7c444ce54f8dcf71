import type { Scheduler } from "./inbox.ts";

/** An answer to REST that is not 2xx, or none at all (`status` 0). */
export class RestError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "RestError";
    this.status = status;
  }
}

/** An answer later than this is none. */
const requestTimeoutMs = 20_000;

export interface RestDeps {
  /** `https://host/api/orgs/{org}` */
  readonly base: string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly bearer: (() => Promise<string>) | undefined;
  readonly scheduler: Scheduler;
}

export type Query = Readonly<Record<string, string | number | null>>;

/** Parley's REST for one org. Both reject with `RestError` alone. */
export class Rest {
  #deps: RestDeps;

  constructor(deps: RestDeps) {
    this.#deps = deps;
  }

  get(path: string, query: Query = {}): Promise<unknown> {
    const given = Object.entries(query).flatMap(([key, value]) => (value === null ? [] : [[key, String(value)]]));
    const search = new URLSearchParams(given).toString();
    return this.#request("GET", search === "" ? path : `${path}?${search}`);
  }

  post(path: string): Promise<unknown> {
    return this.#request("POST", path);
  }

  async #request(method: string, path: string): Promise<unknown> {
    const { base, fetch, bearer, scheduler } = this.#deps;
    const abort = new AbortController();
    const timer = scheduler.setTimeout(() => abort.abort(), requestTimeoutMs);
    try {
      const headers = bearer === undefined ? {} : { authorization: `Bearer ${await bearer()}` };
      const response = await fetch(base + path, { method, headers, signal: abort.signal });
      if (response.ok) return await response.json();
      throw new RestError(response.status, await detailOf(response));
    } catch (error) {
      if (error instanceof RestError) throw error;
      throw new RestError(0, "The server could not be reached.");
    } finally {
      scheduler.clearTimeout(timer);
    }
  }
}

/** The words of a problem (RFC 9457), or its status when it is something else. */
async function detailOf(response: Response): Promise<string> {
  const problem = (await response.json().catch(() => null)) as { detail?: unknown } | null;
  return typeof problem?.detail === "string" ? problem.detail : `The server answered ${response.status}.`;
}
