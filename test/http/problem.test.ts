import { Hono } from "hono";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { AppEnv } from "../../src/http/context.ts";
import { onError, problem } from "../../src/http/problem.ts";

function throwing(error: Error): Promise<Response> {
  const app = new Hono<AppEnv>().get("/", () => {
    throw error;
  });
  app.onError(onError);
  return Promise.resolve(app.request("/"));
}

afterEach(() => void vi.restoreAllMocks());

describe("problems", () => {
  it("a refusal is application/problem+json with its code's status and its details", async () => {
    const response = problem({ code: "locked", message: "Ana is replying.", details: { agentName: "Ana" } });
    expect(response.status).toBe(409);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toEqual({
      type: "about:blank",
      title: "Conflict",
      status: 409,
      code: "locked",
      detail: "Ana is replying.",
      details: { agentName: "Ana" },
    });
  });

  it("429 and 503 say when to come back", () => {
    expect(problem({ code: "too_many_attempts", message: "" }, 42).headers.get("retry-after")).toBe("42");
    expect(problem({ code: "unavailable", message: "" }).headers.get("retry-after")).toBe("1");
  });

  it("J2: a bug is a 500 that shows nothing of our insides; the log has them", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const response = await throwing(new Error("select secret from table"));
    expect(response.status).toBe(500);
    const body = await response.text();
    expect(body).not.toContain("secret");
    expect(JSON.parse(body)).toMatchObject({ code: "internal" });
    expect(JSON.parse(String(log.mock.calls[0]?.[0]))).toMatchObject({
      event: "http.internal",
      error: { message: "select secret from table" },
    });
  });

  it("a hub or a database out of reach is a 503 with Retry-After", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const errors = [
      Object.assign(new Error("reset"), { durableObjectReset: true, retryable: true }),
      Object.assign(new Error("too busy"), { overloaded: true }),
      new Error("Failed query: select 1", {
        cause: new Error("D1_ERROR: D1 DB is overloaded. Too many requests queued."),
      }),
    ];
    for (const error of errors) {
      const response = await throwing(error);
      expect(response.status).toBe(503);
      expect(response.headers.get("retry-after")).toBe("1");
      expect(await response.json()).toMatchObject({ code: "unavailable" });
    }
  });
});
