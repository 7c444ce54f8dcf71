import { afterEach, describe, expect, it, vi } from "vitest";
import { request } from "../../src/web/api.ts";

afterEach(() => vi.unstubAllGlobals());

function answered(body: BodyInit | null, status = 200): void {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(body, { status })));
}

describe("what the page asks of the server", () => {
  it("J1 an answer that ends in the middle is none: nobody is remembered as a member of nothing", async () => {
    answered(new ReadableStream({ start: (stream) => stream.error(new TypeError("The page was left.")) }));
    expect(await request("GET", "/api/auth/organization/list")).toMatchObject({ ok: false, status: 0 });
  });

  it("J1 the page of a captive portal is no answer of Parley", async () => {
    answered("<h1>Welcome to our network</h1>");
    expect(await request("GET", "/api/auth/organization/list")).toMatchObject({ ok: false, status: 0 });
  });

  it("J1 nothing is an answer, and so is null", async () => {
    answered(null, 204);
    expect(await request("DELETE", "/api/x")).toEqual({ ok: true, value: null });
    answered("null");
    expect(await request("GET", "/api/auth/get-session")).toEqual({ ok: true, value: null });
  });

  it("J1 a refusal says why, also without JSON", async () => {
    answered(JSON.stringify({ code: "locked", detail: "Ben is writing." }), 409);
    expect(await request("POST", "/api/x", {})).toMatchObject({
      status: 409,
      code: "locked",
      message: "Ben is writing.",
    });
    answered("<h1>Bad gateway</h1>", 502);
    expect(await request("POST", "/api/x", {})).toMatchObject({ ok: false, status: 502 });
  });
});
