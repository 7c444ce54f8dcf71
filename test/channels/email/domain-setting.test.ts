import { describe, expect, test } from "vitest";
import { domainName } from "../../../src/channels/email/domain-name.ts";
import { givenDomains, isStillGiven } from "../../../src/mail-domains/setting.ts";

const first = { id: "o1", slug: "acme", isFirst: true };
const later = { id: "O2", slug: "globex", isFirst: false };
const setting = "Company.com, globex.com = globex,byid.com=o2, {org}.mail.test, nonsense, .., =acme";
const domains = (org: typeof first) => givenDomains(setting, org).map(({ domain }) => domain);

describe("Do1 MAIL_DOMAINS", () => {
  test("a bare domain is the first org's; a bound one that org's by slug or id; a place for the slug is each one's", () => {
    expect(domains(first)).toEqual(["company.com", "acme.mail.test"]);
    expect(domains(later)).toEqual(["globex.com", "byid.com", "globex.mail.test"]);
    expect(domains({ ...later, id: "o3", slug: "stranger" })).toEqual(["stranger.mail.test"]);
    expect(givenDomains("", first)).toEqual([]);
  });

  test("what was given holds while the entry stands there, whatever becomes of the slug", () => {
    const [given] = givenDomains("globex.com=globex", later);
    expect(isStillGiven("x.com, globex.com=globex", given?.entry ?? "")).toBe(true);
    expect(isStillGiven("globex.com=other", given?.entry ?? "")).toBe(false);
  });
});

describe("Do1 names of domains", () => {
  test.each([
    ["Company.COM.", "company.com"],
    ["bücher.de", "xn--bcher-kva.de"],
    ["a.b.c.example", "a.b.c.example"],
  ])("%s", (text, name) => expect(domainName(text)).toBe(name));

  test.each([
    "",
    "com",
    "1.2.3.4",
    "0x7f.1",
    "[::1]",
    "a b.com",
    "a.com/x",
    "a.com:25",
    "u@a.com",
    "-a.com",
    "a..com",
    `${"a".repeat(64)}.com`,
    `${"a.".repeat(130)}com`,
  ])("%s is none", (text) => expect(domainName(text)).toBeNull());
});
