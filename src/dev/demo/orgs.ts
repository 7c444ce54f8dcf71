import type { Role } from "../../protocol/records.ts";

/** The two orgs of the demo. Names, addresses and numbers are made up, from ranges kept for fiction. */
export interface DemoOrg {
  readonly slug: string;
  readonly name: string;
  readonly agents: readonly { readonly name: string; readonly email: string; readonly role: Role }[];
  readonly number: { readonly phoneNumberId: string; readonly wabaId: string; readonly address: string };
  /** File beside this one with its conversations. */
  readonly stories: string;
}

export const acme: DemoOrg = {
  slug: "acme",
  name: "Acme Coffee",
  agents: [
    { name: "Ana", email: "ana@acme.test", role: "owner" },
    { name: "Ben", email: "ben@acme.test", role: "admin" },
    { name: "Chioma", email: "chioma@acme.test", role: "agent" },
  ],
  number: { phoneNumberId: "105550000000001", wabaId: "205550000000001", address: "+12025550100" },
  stories: "acme.story",
};

export const globex: DemoOrg = {
  slug: "globex",
  name: "Globex Travel",
  agents: [
    { name: "Dana", email: "dana@globex.test", role: "owner" },
    { name: "Eli", email: "eli@globex.test", role: "agent" },
  ],
  number: { phoneNumberId: "105550000000002", wabaId: "205550000000002", address: "+16465550100" },
  stories: "globex.story",
};
