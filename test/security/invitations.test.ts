import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { Env } from "../../src/env.ts";
import { invitationSecret } from "../../src/http/invitation-secret.ts";
import { ask, createOrg, join, json, type Org, type Person, signUp, unique } from "../http/doors.ts";

const bindings = env as unknown as Env;

interface Made {
  readonly id: string;
  readonly email: string;
}

const auth = (path: string, token: string, body: unknown) => ask(`/api/auth/organization/${path}`, { token, body });

async function invite(org: Org, by: Person, email: string, role = "agent"): Promise<Made> {
  const answer = await json<Made>(await auth("invite-member", by.token, { organizationId: org.id, email, role }));
  return { id: answer.id, email };
}

const accept = (who: Person, invitationId: string) => auth("accept-invitation", who.token, { invitationId });
const bare = (id: string) => id.split(".")[0] ?? "";

async function memberId(org: Org, by: Person, of: Person): Promise<string> {
  const listed = await ask(`/api/auth/organization/list-members?organizationId=${org.id}`, { token: by.token });
  const { members } = await json<{ members: { id: string; userId: string }[] }>(listed);
  return members.find(({ userId }) => userId === of.id)?.id ?? "";
}

const isVerified = async (person: Person) =>
  (
    await bindings.DB.prepare("select email_verified as v from user where id = ?")
      .bind(person.id)
      .first<{ v: number }>()
  )?.v === 1;

describe("the secret of an invitation", () => {
  it("Au3: opens it; the id alone, another's, a cut and a changed one do not, by any door", async () => {
    const [ana, ben] = [await signUp("Ana"), await signUp("Ben")];
    const org = await createOrg(ana);
    const made = await invite(org, ana, ben.email);
    const other = await invite(org, ana, `${unique("x")}@example.test`);
    const [id = "", mac = ""] = made.id.split(".");
    const wrong = [
      id,
      `${id}.`,
      `${id}.${mac.slice(0, -2)}`,
      `${id}.${mac}AA`,
      `${bare(other.id)}.${mac}`,
      `${id}.${other.id.split(".")[1]}`,
      await invitationSecret(bindings, { id, email: "somebody@example.test" }, "mailed"),
    ];
    for (const secret of wrong) {
      for (const answer of [
        await accept(ben, secret),
        await auth("reject-invitation", ben.token, { invitationId: secret }),
        await ask(`/api/auth/organization/get-invitation?id=${encodeURIComponent(secret)}`, { token: ben.token }),
      ]) {
        expect([secret, answer.status]).toEqual([secret, 400]);
        expect(await answer.json()).toMatchObject({ code: "INVITATION_NOT_FOUND" });
      }
    }
    const shown = await ask(`/api/auth/organization/get-invitation?id=${made.id}`, { token: ben.token });
    expect(await json(shown)).toMatchObject({ email: ben.email });
    expect((await accept(ben, made.id)).status).toBe(200);
    expect((await accept(ben, made.id)).status).toBe(400);
  });

  it("Au3: the mail's proves the address, the one told to whoever invites does not", async () => {
    const [ana, ben, eve] = [await signUp("Ana"), await signUp("Ben"), await signUp("Eve")];
    const org = await createOrg(ana);
    expect((await accept(eve, (await invite(org, ana, eve.email)).id)).status).toBe(200);
    expect(await isVerified(eve)).toBe(false);
    const made = await invite(org, ana, ben.email);
    const mailed = await invitationSecret(bindings, { id: bare(made.id), email: ben.email }, "mailed");
    expect(mailed).not.toBe(made.id);
    expect((await accept(ben, mailed)).status).toBe(200);
    expect(await isVerified(ben)).toBe(true);
  });

  it("Au4: lists are for owners and admins, have no secret, and show an admin no owner's", async () => {
    const [ana, adam, ben, vera] = [
      await signUp("Ana"),
      await signUp("Adam"),
      await signUp("Ben"),
      await signUp("Vera"),
    ];
    const org = await createOrg(ana);
    await join(org, ana, adam, "admin");
    await join(org, ana, ben, "agent");
    await join(org, ana, vera, "viewer");
    const [owner, agent] = [`${unique("o")}@example.test`, `${unique("a")}@example.test`];
    const made = await invite(org, ana, owner, "owner");
    await invite(org, ana, agent, "agent");
    const list = (who: Person) =>
      ask(`/api/auth/organization/list-invitations?organizationId=${org.id}`, { token: who.token });
    for (const who of [ben, vera, await signUp("Eve")]) {
      const answer = await list(who);
      expect(answer.status).toBe(403);
      expect(await answer.text()).not.toContain("example.test");
    }
    const ofOwner = await (await list(ana)).text();
    expect(ofOwner).toContain(owner);
    expect(ofOwner).not.toContain(made.id.split(".")[1]);
    const ofAdmin = await (await list(adam)).text();
    expect(ofAdmin).toContain(agent);
    expect(ofAdmin).not.toContain(owner);
  });

  it("Au5: whoever signs up as the invited gets in with nothing that a member can read", async () => {
    const [ana, vera] = [await signUp("Ana"), await signUp("Vera")];
    const org = await createOrg(ana);
    await join(org, ana, vera, "viewer");
    const email = `${unique("carol")}@example.test`;
    const made = await invite(org, ana, email, "owner");
    const answer = await ask("/api/auth/sign-up/email", {
      body: { name: "Carol", email, password: "a password of hers" },
    });
    const token = answer.headers.get("set-auth-token") ?? "";
    expect((await auth("accept-invitation", token, { invitationId: bare(made.id) })).status).toBe(400);
    expect((await ask(`/api/orgs/${org.slug}/agents`, { token })).status).toBe(404);
  });

  it("Au4: is withdrawn by its bare id, by owners and admins of its organisation alone", async () => {
    const [ana, eve, vera] = [await signUp("Ana"), await signUp("Eve"), await signUp("Vera")];
    const [org] = [await createOrg(ana), await createOrg(eve)];
    await join(org, ana, vera, "viewer");
    const ben = await signUp("Ben");
    const made = await invite(org, ana, ben.email);
    for (const who of [eve, vera, ben]) {
      const refused = await auth("cancel-invitation", who.token, { invitationId: bare(made.id) });
      expect([400, 403]).toContain(refused.status);
    }
    expect((await auth("cancel-invitation", ana.token, { invitationId: bare(made.id) })).status).toBe(200);
    expect((await accept(ben, made.id)).status).toBe(400);
  });
});

describe("the end of an invitation", () => {
  const ends = {
    removed: (org: Org, ana: Person, adam: Person) =>
      auth("remove-member", ana.token, { organizationId: org.id, memberIdOrEmail: adam.email }),
    "made a viewer": async (org: Org, ana: Person, adam: Person) =>
      auth("update-member-role", ana.token, {
        organizationId: org.id,
        memberId: await memberId(org, ana, adam),
        role: "viewer",
      }),
  };
  for (const [what, end] of Object.entries(ends)) {
    it(`Au6: lets nobody in once its maker is ${what}, and is cancelled`, async () => {
      const [ana, adam, alt] = [await signUp("Ana"), await signUp("Adam"), await signUp("Alt")];
      const org = await createOrg(ana);
      await join(org, ana, adam, "admin");
      const made = await invite(org, adam, alt.email, "admin");
      const kept = await invite(org, ana, `${unique("k")}@example.test`);
      expect((await end(org, ana, adam)).status).toBe(200);
      expect((await accept(alt, made.id)).status).toBe(400);
      const rows = await bindings.DB.prepare("select id, status from invitation where organization_id = ?")
        .bind(org.id)
        .all<{ id: string; status: string }>();
      const status = new Map(rows.results.map((row) => [row.id, row.status]));
      expect(status.get(bare(made.id))).toBe("canceled");
      expect(status.get(bare(kept.id))).toBe("pending");
    });
  }

  it("Au6: an owner who becomes an admin gives away no ownership any more, and other roles still", async () => {
    const [ana, otto, x, y] = [await signUp("Ana"), await signUp("Otto"), await signUp("X"), await signUp("Y")];
    const org = await createOrg(ana);
    await join(org, ana, otto, "owner");
    const [owner, agent] = [await invite(org, otto, x.email, "owner"), await invite(org, otto, y.email, "agent")];
    const change = { organizationId: org.id, memberId: await memberId(org, ana, otto), role: "admin" };
    expect((await auth("update-member-role", ana.token, change)).status).toBe(200);
    expect((await accept(x, owner.id)).status).toBe(400);
    expect((await accept(y, agent.id)).status).toBe(200);
  });

  it("Au6: the rows said yes, the hub says no: whose maker the hub no longer has is not let in", async () => {
    const [ana, adam, alt] = [await signUp("Ana"), await signUp("Adam"), await signUp("Alt")];
    const org = await createOrg(ana);
    await join(org, ana, adam, "admin");
    const made = await invite(org, adam, alt.email, "admin");
    await bindings.HUB.get(bindings.HUB.idFromName(org.id)).removeAgent(adam.id);
    const answer = await accept(alt, made.id);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ code: "INVITER_IS_NO_LONGER_A_MEMBER_OF_THE_ORGANIZATION" });
    expect((await ask(`/api/orgs/${org.slug}/agents`, { token: alt.token })).status).toBe(404);
  });

  it("Au6: accepted and its maker removed at once: whoever is in was let in before the removal", async () => {
    for (let round = 0; round < 4; round += 1) {
      const [ana, adam, alt] = [await signUp("Ana"), await signUp("Adam"), await signUp("Alt")];
      const org = await createOrg(ana);
      await join(org, ana, adam, "admin");
      const made = await invite(org, adam, alt.email, "admin");
      const [accepted] = await Promise.all([accept(alt, made.id), ends.removed(org, ana, adam)]);
      const rows = await bindings.DB.prepare("select id from member where organization_id = ? and user_id = ?")
        .bind(org.id, alt.id)
        .all();
      expect(rows.results.length).toBe(accepted.status === 200 ? 1 : 0);
      const seen = await ask(`/api/orgs/${org.slug}/agents`, { token: alt.token });
      expect(seen.status).toBe(accepted.status === 200 ? 200 : 404);
    }
  });
});

describe("owners", () => {
  it("Au7: who remove or demote each other at once, or themselves: one owner is left", async () => {
    const acts = [
      async (org: Org, by: Person, of: Person) =>
        auth("remove-member", by.token, { organizationId: org.id, memberIdOrEmail: await memberId(org, by, of) }),
      async (org: Org, by: Person, of: Person) =>
        auth("update-member-role", by.token, {
          organizationId: org.id,
          memberId: await memberId(org, by, of),
          role: "viewer",
        }),
    ];
    for (const first of acts) {
      for (const second of acts) {
        for (const self of [true, false]) {
          const [ana, otto] = [await signUp("Ana"), await signUp("Otto")];
          const org = await createOrg(ana);
          await join(org, ana, otto, "owner");
          const answers = await Promise.all([first(org, ana, self ? ana : otto), second(org, otto, self ? otto : ana)]);
          expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
          const hub = bindings.HUB.get(bindings.HUB.idFromName(org.id));
          const roster = await Promise.all([hub.agent(ana.id), hub.agent(otto.id)]);
          const rows = await bindings.DB.prepare(
            "select user_id from member where organization_id = ? and role = 'owner'",
          )
            .bind(org.id)
            .all();
          expect(roster.filter((agent) => agent?.role === "owner")).toHaveLength(1);
          expect(rows.results).toHaveLength(1);
        }
      }
    }
  });
});
