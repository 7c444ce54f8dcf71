import { env } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { invitationSecret } from "../../src/http/invitation-secret.ts";
import { tellOfAccepted, tellOfMember, tellOfNewOrg, tellOfRemoval } from "../../src/http/membership.ts";
import { ask, createOrg, join, json, signUp } from "./doors.ts";

/** The deployment with hubs that cannot be reached. */
const cutOff = {
  ...env,
  HUB: {
    idFromName: (name: string) => env.HUB.idFromName(name),
    get: () => {
      throw Object.assign(new Error("Network connection lost."), { retryable: true });
    },
  } as unknown as typeof env.HUB,
};

const rows = async (query: string, ...values: string[]) =>
  (
    await env.DB.prepare(query)
      .bind(...values)
      .all()
  ).results;

beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => {}));
afterEach(() => void vi.restoreAllMocks());

describe("J1: when a hub is out of reach", () => {
  it("J1: a new org leaves nothing behind, so that it can be made again", async () => {
    const ana = await signUp("Ana");
    const org = await createOrg(ana);
    await expect(tellOfNewOrg(cutOff, org.id, ana.id)).rejects.toMatchObject({ status: "SERVICE_UNAVAILABLE" });
    expect(await rows("select id from organization where id = ?", org.id)).toEqual([]);
    expect(await rows("select id from member where organization_id = ?", org.id)).toEqual([]);
  });

  it("J1: an invitation can be accepted again", async () => {
    const [ana, ben] = [await signUp("Ana"), await signUp("Ben")];
    const org = await createOrg(ana);
    await join(org, ana, ben, "agent");
    const [invitation] = await rows("select id from invitation where organization_id = ?", org.id);
    const id = String(invitation?.["id"]);
    const accepted = { orgId: org.id, userId: ben.id, invitationId: id, inviterId: ana.id };
    await expect(tellOfAccepted(cutOff, accepted)).rejects.toMatchObject({ status: "SERVICE_UNAVAILABLE" });
    expect(await rows("select status from invitation where id = ?", id)).toEqual([{ status: "pending" }]);
    const again = await ask("/api/auth/organization/accept-invitation", {
      token: ben.token,
      body: { invitationId: await invitationSecret(env, { id, email: ben.email }, "mailed") },
    });
    expect(await json(again)).toMatchObject({ member: { userId: ben.id } });
  });

  it("J1: a removal does not take the row before the hub knows", async () => {
    await expect(tellOfRemoval(cutOff, "org", "agent")).rejects.toMatchObject({ status: "SERVICE_UNAVAILABLE" });
  });
});

describe("J1: a change that crosses a removal", () => {
  it("J1: telling of a member who has no row any more removes them", async () => {
    const [ana, ben] = [await signUp("Ana"), await signUp("Ben")];
    const org = await createOrg(ana);
    await join(org, ana, ben, "agent");
    await env.DB.prepare("delete from member where organization_id = ? and user_id = ?").bind(org.id, ben.id).run();
    await tellOfMember(env, org.id, ben.id);
    expect(await env.HUB.get(env.HUB.idFromName(org.id)).agent(ben.id)).toBeNull();
  });
});
