import type { CatalogBody } from "../../protocol/catalog.ts";
import type { Role } from "../../protocol/records.ts";

/** The two orgs of the demo. Names, addresses and numbers are made up, from ranges kept for fiction. */
export interface DemoOrg {
  readonly slug: string;
  readonly name: string;
  readonly agents: readonly { readonly name: string; readonly email: string; readonly role: Role }[];
  readonly number: { readonly phoneNumberId: string; readonly wabaId: string; readonly address: string };
  readonly instagram: { readonly accountId: string; readonly username: string };
  readonly sms: { readonly number: string; readonly accountSid: string };
  readonly mail: { readonly address: string; readonly signature: string };
  readonly catalog: {
    readonly labels: readonly CatalogBody<"label">[];
    /** `agents` by name. */
    readonly teams: readonly { readonly name: string; readonly agents: readonly string[] }[];
    readonly cannedResponses: readonly CatalogBody<"cannedResponse">[];
    readonly macros: readonly CatalogBody<"macro">[];
    readonly views: readonly CatalogBody<"view">[];
  };
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
  instagram: { accountId: "17841400000000001", username: "acme.coffee" },
  sms: { number: "+12025550199", accountSid: `AC${"1".repeat(32)}` },
  mail: { address: "support@acme.test", signature: "Acme Coffee, roasted on Tuesdays" },
  catalog: {
    labels: [
      { name: "Wholesale", color: "blue" },
      { name: "VIP", color: "violet" },
      { name: "Delivery", color: "amber" },
      { name: "Subscription", color: "teal" },
    ],
    teams: [
      { name: "Orders", agents: ["Ben", "Chioma"] },
      { name: "Wholesale", agents: ["Ana", "Ben"] },
    ],
    cannedResponses: [
      {
        shortcut: "hours",
        body: "Our roastery shop is open Tuesday to Saturday, 9 to 18. Orders go out every weekday by 15:00.",
      },
      {
        shortcut: "tracking",
        body: "Hi {{contact.first_name|there}}, let me look that up for you. Could you send me your order number?",
      },
      {
        shortcut: "thanks",
        body: "Thank you, {{contact.first_name|and welcome back}}! If anything is missing, just write here.\n{{agent.first_name}}",
      },
    ],
    macros: [
      {
        name: "Late delivery",
        actions: [
          { do: "label", add: ["delivery"], remove: [] },
          { do: "prioritize", priority: "high" },
          { do: "assign", agentId: "me" },
        ],
      },
      { name: "Done for today", actions: [{ do: "assign", agentId: "me" }, { do: "close" }] },
    ],
    views: [{ name: "Wholesale", query: { filter: "all", label: "wholesale" }, shared: true }],
  },
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
  instagram: { accountId: "17841400000000002", username: "globex.travel" },
  sms: { number: "+16465550199", accountSid: `AC${"2".repeat(32)}` },
  mail: { address: "support@globex.test", signature: "Globex Travel" },
  catalog: {
    labels: [{ name: "Refund", color: "red" }],
    teams: [{ name: "Bookings", agents: ["Dana", "Eli"] }],
    cannedResponses: [{ shortcut: "hello", body: "Hello {{contact.first_name|there}}, how can we help?" }],
    macros: [],
    views: [],
  },
  stories: "globex.story",
};
