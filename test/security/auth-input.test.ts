import { describe, expect, it } from "vitest";
import { nameInMail } from "../../src/http/mail.ts";
import { ask, createOrg, json, signUp, unique } from "../http/doors.ts";

const hostileNames = [
  "",
  " ",
  "\u0000\u0007",
  "\u202Eevil",
  "\u3164",
  "N".repeat(201),
  "N".repeat(900_000),
  1,
  null,
  {},
];
const hostilePictures = [
  "javascript:alert(1)",
  "http://example.test/a.png",
  "data:image/svg+xml,<svg/>",
  "https://user:secret@example.test/",
  `https://example.test/${"a".repeat(2_000)}`,
  "//example.test/a.png",
  "not an address",
  "",
  1,
  {},
];

describe("Au2 Au10: what enters by the auth endpoints is bounded", () => {
  it("Au10: names of people and organisations, wherever they enter", async () => {
    const ana = await signUp("Ana");
    const org = await createOrg(ana);
    for (const name of hostileNames) {
      const signedUp = { name, email: `${unique("n")}@example.test`, password: "a long password" };
      const answers = [
        await ask("/api/auth/sign-up/email", { body: signedUp }),
        await ask("/api/auth/update-user", { token: ana.token, body: { name } }),
        await ask("/api/auth/organization/create", { token: ana.token, body: { name, slug: unique("n") } }),
        await ask("/api/auth/organization/update", {
          token: ana.token,
          body: { organizationId: org.id, data: { name } },
        }),
      ];
      expect([JSON.stringify(name).slice(0, 20), answers.map(({ status }) => status)]).toEqual([
        JSON.stringify(name).slice(0, 20),
        [400, 400, 400, 400],
      ]);
    }
    const trimmed = { organizationId: org.id, data: { name: "  Fine  " } };
    await json(await ask("/api/auth/organization/update", { token: ana.token, body: trimmed }));
    const mine = await json<{ name: string }[]>(await ask("/api/auth/organization/list", { token: ana.token }));
    expect(mine.map(({ name }) => name)).toEqual(["Fine"]);
  });

  it("Au2: pictures and logos are https, metadata is none, an empty change is none", async () => {
    const ana = await signUp("Ana");
    const org = await createOrg(ana);
    const update = (data: unknown) =>
      ask("/api/auth/organization/update", { token: ana.token, body: { organizationId: org.id, data } });
    for (const picture of hostilePictures) {
      expect([
        picture,
        (await ask("/api/auth/update-user", { token: ana.token, body: { image: picture } })).status,
      ]).toEqual([picture, 400]);
      expect([picture, (await update({ logo: picture })).status]).toEqual([picture, 400]);
    }
    for (const data of [{ metadata: { a: 1 } }, {}, { id: "other" }, { createdAt: 0 }, { name: "A", nope: 1 }])
      expect((await update(data)).status).toBe(400);
    expect((await update({ logo: "https://example.test/logo.png" })).status).toBe(200);
    expect((await update({ logo: null })).status).toBe(200);
  });

  it("Au2: an organisation's address is as it was: a-z, 0-9 and hyphens", async () => {
    const ana = await signUp("Ana");
    const org = await createOrg(ana);
    for (const slug of ["", "A", "a b", "../x", "-a", "a-", "a".repeat(65), "\u0430bc", "a\n", 1]) {
      const body = { organizationId: org.id, data: { slug } };
      expect((await ask("/api/auth/organization/update", { token: ana.token, body })).status).toBe(400);
    }
  });

  it("Au2: roles in every spelling but the four are refused, of an invitation and of a member", async () => {
    const ana = await signUp("Ana");
    const org = await createOrg(ana);
    const roles = [
      "member",
      " owner",
      "owner ",
      "Owner",
      "owner,admin",
      ["owner"],
      ["viewer", "owner"],
      "",
      null,
      {},
      "__proto__",
    ];
    for (const role of roles) {
      const invited = { organizationId: org.id, email: `${unique("r")}@example.test`, role };
      const changed = { organizationId: org.id, memberId: "any", role };
      for (const [path, body] of [["invite-member", invited] as const, ["update-member-role", changed] as const])
        expect([role, (await ask(`/api/auth/organization/${path}`, { token: ana.token, body })).status]).toEqual([
          role,
          400,
        ]);
    }
  });
});

describe("Au8: a name in a mail", () => {
  it("Au8: is one short line without anything that becomes a link", () => {
    const hostile = [
      "Your account is locked: https://evil.example/path?x=1",
      "www.evil.example",
      "evil。example",
      "evil．example",
      "a@evil.example",
      "<b>evil</b>.example",
      "line\r\nBcc: x@evil.example",
      "\u202Emoc.live",
    ];
    for (const name of hostile) {
      const said = nameInMail(name);
      expect([name, /[.\u3002\uFF0E]\S|[/:@<>\\\r\n\u202E]/u.test(said)]).toEqual([name, false]);
    }
    expect(Array.from(nameInMail("\u{1F600}".repeat(100)))).toHaveLength(60);
    expect(nameInMail("Acme Coffee, St. Gallen")).toBe("Acme Coffee, St. Gallen");
  });
});
