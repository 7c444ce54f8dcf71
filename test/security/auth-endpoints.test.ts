import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { Env } from "../../src/env.ts";
import { closedAuthEndpoints, openAuthEndpoints } from "../../src/http/auth-endpoints.ts";
import { authOf } from "../../src/http/auth.ts";
import { ask, createOrg, join, signUp, unique } from "../http/doors.ts";

const bindings = env as unknown as Env;

interface LibraryEndpoint {
  readonly path?: string;
  readonly options?: { readonly method?: string | string[] };
}
const library = authOf(bindings).api as unknown as Record<string, LibraryEndpoint>;

describe("the auth library's endpoints", () => {
  it("Au1: each is in the table, open or closed with its reason, and the table names no other", () => {
    const open = Object.keys(openAuthEndpoints);
    const closed = Object.keys(closedAuthEndpoints);
    expect(Object.keys(library).toSorted()).toEqual([...open, ...closed].toSorted());
    expect(new Set([...open, ...closed]).size).toBe(open.length + closed.length);
    for (const reason of Object.values(closedAuthEndpoints)) expect(reason.length).toBeGreaterThan(10);
  });

  it("Au1: the open ones are where the library has them", () => {
    for (const [name, { method, path }] of Object.entries(openAuthEndpoints)) {
      expect(library[name]?.path).toBe(path);
      expect([library[name]?.options?.method].flat()).toContain(method);
    }
  });

  it("Au1: the closed ones and unknown paths are not there, whoever asks, by any method", async () => {
    const ana = await signUp("Ana");
    await createOrg(ana);
    const paths = Object.keys(closedAuthEndpoints).flatMap((name) => library[name]?.path ?? []);
    expect(paths.length).toBeGreaterThan(20);
    for (const path of [...paths, "/sign-in/username", "/admin/list-users", "/organization/create-team", "/", ""]) {
      const made = path.replace(/:\w+/, "any");
      for (const token of [ana.token, undefined]) {
        const given = token === undefined ? {} : { token };
        expect([made, (await ask(`/api/auth${made}`, given)).status]).toEqual([made, 404]);
        expect([made, (await ask(`/api/auth${made}`, { ...given, body: {} })).status]).toEqual([made, 404]);
      }
    }
  });

  it("Au1: an open one answers its own method alone", async () => {
    for (const { method, path } of Object.values(openAuthEndpoints)) {
      for (const other of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
        if (other === method) continue;
        expect([other, path, (await ask(`/api/auth${path}`, { method: other })).status]).toEqual([other, path, 404]);
      }
    }
  });

  it("Au1: who is not signed in gets nothing of what is for people", async () => {
    for (const [name, { method, path, audience }] of Object.entries(openAuthEndpoints)) {
      if (audience === "public") continue;
      const { status } = await (method === "GET"
        ? ask(`/api/auth${path}?${new URLSearchParams(goodInput(name))}`)
        : ask(`/api/auth${path}`, { body: goodInput(name) }));
      expect([name, [400, 401].includes(status)]).toEqual([name, true]);
    }
  });

  it("Au2: a field that is not named is refused, in a body and in a query, and never a fault of ours", async () => {
    const [ana, ben] = [await signUp("Ana"), await signUp("Ben")];
    const org = await createOrg(ana);
    await join(org, ana, ben, "viewer");
    for (const [name, { method, path }] of Object.entries(openAuthEndpoints)) {
      for (const field of ["resend", "userId", "role_", "constructor", "filterField", "metadata", "callbackURL"]) {
        const input = { ...goodInput(name), [field]: "x" };
        const answer = await (method === "GET"
          ? ask(`/api/auth${path}?${new URLSearchParams(input)}`, { token: ana.token })
          : ask(`/api/auth${path}`, { token: ana.token, body: input }));
        expect([name, field, answer.status]).toEqual([name, field, 400]);
      }
    }
  });

  it("Au2: odd bodies and queries are refused in words", async () => {
    const ana = await signUp("Ana");
    for (const [name, { method, path }] of Object.entries(openAuthEndpoints)) {
      if (method !== "POST" || Object.keys(goodInput(name)).length === 0) continue;
      for (const body of [null, [], 1, "text", [goodInput(name)], { a: { b: {} } }]) {
        const answer = await ask(`/api/auth${path}`, { token: ana.token, body });
        expect([name, answer.status]).toEqual([name, 400]);
        expect(answer.headers.get("content-type")).toBe("application/problem+json");
      }
    }
  });
});

/** Fields of the right types, which need not lead to anything. */
function goodInput(name: string): Record<string, string> {
  const organizationId = "no-such-org";
  const inputs: Record<string, Record<string, string>> = {
    signUpEmail: { name: "N", email: `${unique("n")}@example.test`, password: "a long password" },
    signInEmail: { email: "n@example.test", password: "a long password" },
    requestPasswordReset: { email: "n@example.test" },
    resetPassword: { token: "t", newPassword: "a long password" },
    updateUser: { name: "N" },
    changePassword: { currentPassword: "a long password", newPassword: "a longer password" },
    revokeSession: { id: "s" },
    createOrganization: { name: "N", slug: unique("n") },
    updateOrganization: { organizationId, data: { name: "N" } as unknown as string },
    listMembers: { organizationId },
    listInvitations: { organizationId },
    updateMemberRole: { organizationId, memberId: "m", role: "viewer" },
    removeMember: { organizationId, memberIdOrEmail: "m" },
    createInvitation: { organizationId, email: "n@example.test", role: "viewer" },
    cancelInvitation: { invitationId: "i" },
    getInvitation: { id: "i" },
    acceptInvitation: { invitationId: "i" },
    rejectInvitation: { invitationId: "i" },
  };
  return inputs[name] ?? {};
}
