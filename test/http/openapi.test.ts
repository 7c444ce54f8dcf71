import { Validator, type Schema } from "@cfworker/json-schema";
import type { OpenAPIV3_1 } from "openapi-types";
import { beforeAll, describe, expect, it } from "vitest";
import { app } from "../../src/http/app.ts";
import { calls } from "./calls.ts";
import { ask, json } from "./doors.ts";
import { type Inbox, openInbox, providerRefuses } from "./inbox.ts";

type Operation = OpenAPIV3_1.OperationObject;
type Document = Omit<OpenAPIV3_1.Document, "paths"> & { paths: Record<string, Record<string, Operation>> };

let inbox: Inbox;
let document: Document;
beforeAll(async () => {
  providerRefuses();
  inbox = await openInbox();
  document = await json<Document>(await ask("/api/openapi.json"));
});

/** `get /api/health`: an operation's name in this file. */
const operations = () =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
  );

function operationNamed(name: string): Operation {
  const found = operations().find((one) => one.name === name);
  if (found === undefined) throw new Error(`${name} is not in the document.`);
  return found.operation;
}

/** What of a body the document does not allow. */
function faults(schema: unknown, body: unknown): string[] {
  const whole = { ...(schema as Schema), components: document.components } as Schema;
  return new Validator(whole, "2020-12", false)
    .validate(body)
    .errors.map((error) => `${error.instanceLocation}: ${error.error}`);
}

/** The answer's status is one that the document names, its media type too, and its body fits the schema. */
async function expectDocumented(name: string, response: Response, status: number): Promise<void> {
  const text = await response.text();
  expect([name, response.status, response.status === status ? "" : text]).toEqual([name, status, ""]);
  const documented = operationNamed(name).responses?.[status] as OpenAPIV3_1.ResponseObject | undefined;
  expect(documented, `${name} documents ${status}`).toBeDefined();
  if (documented?.content === undefined) return;
  const type = response.headers.get("content-type")?.split(";")[0] ?? "";
  // Files are of any type.
  const media = documented.content[type] ?? documented.content["*/*"];
  expect(media, `${name} documents ${type}`).toBeDefined();
  if (media?.schema !== undefined && type.endsWith("json") && !("*/*" in documented.content))
    expect([name, faults(media?.schema, JSON.parse(text))]).toEqual([name, []]);
}

describe("the OpenAPI document", () => {
  it("contract: names every route that is served, and serves every route that it names", () => {
    const served = app.routes
      .filter((route) => route.method !== "ALL" && !route.path.includes("*"))
      .map((route) => `${route.method.toLowerCase()} ${route.path.replaceAll(/:(\w+)/g, "{$1}")}`)
      // The document itself and its page; the auth library documents what is its own.
      .filter((name) => !/ \/api\/(docs|openapi\.json)$/.test(name))
      .filter((name) => !name.includes("/api/auth/") || name === "post /api/auth/sign-in/email");
    expect(
      operations()
        .map((one) => one.name)
        .toSorted(),
    ).toEqual([...new Set(served)].toSorted());
  });

  it("contract: is whole: unique operation ids, no reference that leads nowhere", () => {
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? "");
    expect(references.length).toBeGreaterThan(10);
    for (const reference of new Set(references)) {
      const name = /^#\/components\/schemas\/(\w+)$/.exec(reference)?.[1];
      expect(document.components?.schemas?.[name ?? ""], reference).toBeDefined();
    }
    expect(JSON.stringify(document)).not.toMatch(/\$defs|draft-07/);
    // The checks below would say nothing if references were not followed.
    const page = operationNamed("get /api/orgs/{org}/agents").responses?.[200] as OpenAPIV3_1.ResponseObject;
    expect(
      faults(page.content?.["application/json"]?.schema, { items: [{ kind: "agent" }], nextCursor: null, seq: 1 }),
    ).not.toEqual([]);
  });

  it("contract: says what each parameter is", () => {
    const { parameters } = operationNamed("get /api/orgs/{org}/conversations");
    const of = (name: string) => parameters?.find((one) => "name" in one && one.name === name);
    expect(of("limit")).toMatchObject({ in: "query", schema: { type: "integer", minimum: 1, default: 50 } });
    expect(of("minSeq")).toMatchObject({ in: "query", schema: { type: "integer", minimum: 0 } });
    expect(of("filter")).toMatchObject({ schema: { default: "all", enum: expect.arrayContaining(["snoozed"]) } });
    expect(of("org")).toMatchObject({ in: "path", required: true });
    const send = operationNamed("post /api/orgs/{org}/conversations/{conversationId}/messages");
    expect(send.parameters).toContainEqual(expect.objectContaining({ in: "header", name: "idempotency-key" }));
    const note = operationNamed("post /api/orgs/{org}/conversations/{conversationId}/notes");
    expect(note.requestBody).toMatchObject({ content: { "application/json": { schema: { required: ["body"] } } } });
    expect(send.requestBody).toMatchObject({
      content: { "application/json": { schema: { properties: { attachments: { type: "array" } } } } },
    });
  });

  it("contract: tells the truth of every route: each is called and its answer checked", async () => {
    const called = new Set<string>();
    for (const { name, make, status } of await calls(inbox)) {
      await expectDocumented(name, await make(), status);
      called.add(name);
    }
    expect(
      operations()
        .map((one) => one.name)
        .filter((name) => !called.has(name)),
    ).toEqual([]);
  });

  it("contract: tells the truth of every route's 401, 403 and 404", async () => {
    for (const { name, operation } of operations()) {
      const [method = "", path = ""] = name.split(" ");
      if (!path.startsWith("/api/orgs/") || operation.operationId === "openSocket") continue;
      const filled = path.replace("{org}", inbox.org.slug).replaceAll(/\{\w+\}/g, "nothing");
      const given = { method: method.toUpperCase(), ...(method === "get" ? {} : { body: {} }) };
      await expectDocumented(name, await ask(filled, given), 401);
      await expectDocumented(
        name,
        await ask(filled.replace(inbox.org.slug, "no-such-org"), { ...given, token: inbox.ana.token }),
        404,
      );
    }
  });
});

describe("/api/docs", () => {
  it("J2: shows every operation, without script and with nothing from elsewhere", async () => {
    const response = await ask("/api/docs");
    expect(response.headers.get("content-type")).toMatch(/^text\/html/);
    const page = await response.text();
    for (const { operation } of operations()) expect(page).toContain(`id="${operation.operationId}"`);
    expect(page).not.toMatch(/<script|https?:\/\/(?!localhost)|\son\w+=/i);
    const policy = response.headers.get("content-security-policy") ?? "";
    const style = /<style>([\s\S]*)<\/style>/.exec(page)?.[1] ?? "";
    const hash = Buffer.from(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(style))).toString("base64");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`style-src 'sha256-${hash}'`);
  });
});
