import type { Attachment, Channel, Draft, Message } from "../../src/protocol/records.ts";
import type { ConversationItem, Page } from "../../src/protocol/resources.ts";
import { ask, createOrg, join, json, type Org, type Person, signUp, unique } from "../http/doors.ts";
import { digits, head, inbound, newChannel, postWebhook, settled } from "../http/inbox.ts";
import type { Named, Pool } from "./bodies.ts";
import type { CallerName } from "./policy.ts";

/** An org with one of everything, each with a word in it that nobody outside may ever be shown. */
export interface World {
  readonly org: Org;
  /** Stands in every text of the org. */
  readonly word: string;
  readonly people: Readonly<Record<"owner" | "admin" | "agent" | "viewer" | "removed", Person>>;
  readonly keys: Readonly<Record<"read" | "send" | "revoked", { readonly id: string; readonly key: string }>>;
  /** What a caller authorises with. */
  readonly token: (caller: CallerName) => string;
  /** A request below the org's path; as its owner unless told. */
  readonly call: (path: string, given?: Parameters<typeof ask>[1]) => Promise<Response>;
  readonly channel: Channel;
  readonly conversation: ConversationItem;
  /** Ids of what is there, by the kind of thing. */
  readonly ids: Pool;
  readonly write: (text: string) => Promise<ConversationItem>;
}

let texts = 0;

/** Texts as a person writes them, each another one; ids that nothing has. */
export function missing(what: Named): string {
  switch (what) {
    case "text":
      texts += 1;
      return `word${texts}`;
    case "email":
      return "somebody@example.test";
    case "address":
      return "+15550100199";
    case "url":
      return "https://push.example.com/send/none";
    case "time":
      return new Date(Date.now() + 86_400_000).toISOString();
    case "emoji":
      return "👍";
    case "number":
      return "4711";
    case "cursor":
      return "none";
    default:
      return `00000000-none-${what}`;
  }
}

export async function openWorld(): Promise<World> {
  const word = `zq${crypto.randomUUID().slice(0, 8)}zq`;
  const named = (name: string) => signUp(`${word}${name}`);
  const [owner, admin, agent, viewer, removed] = await Promise.all(
    ["Olga", "Adam", "Ben", "Vera", "Rita"].map(named) as [
      Promise<Person>,
      Promise<Person>,
      Promise<Person>,
      Promise<Person>,
      Promise<Person>,
    ],
  );
  const org = await createOrg(owner, word);
  await join(org, owner, admin, "admin");
  for (const one of [agent, removed]) await join(org, owner, one, "agent");
  await join(org, owner, viewer, "viewer");
  const call: World["call"] = (path, given) => ask(`/api/orgs/${org.slug}${path}`, { token: owner.token, ...given });
  const keys = await makeKeys(call, word);
  await json(await call(`/api-keys/${keys.revoked.id}`, { method: "DELETE" }));
  await json(
    await ask("/api/auth/organization/remove-member", {
      token: owner.token,
      body: { organizationId: org.id, memberIdOrEmail: removed.email },
    }),
  );
  const channel = await json<Channel>(await call("/channels", { body: newChannel({ name: `${word} channel` }) }));
  const write: World["write"] = async (text) => {
    const from = digits().slice(-12);
    await taken(postWebhook(inbound(channel, { from, name: `${word} customer`, text })));
    const page = await json<Page<ConversationItem>>(
      await call(`/conversations?q=%2B${from}&minSeq=${await head(call)}`),
    );
    const [made] = page.items;
    if (made === undefined) throw new Error("The customer's message made no conversation.");
    return made;
  };
  const conversation = await write(`${word} hello`);
  const tokens = { owner, admin, agent, viewer };
  const token: World["token"] = (caller) => {
    if (caller === "readKey") return keys.read.key;
    return caller === "sendKey" ? keys.send.key : tokens[caller].token;
  };
  const people = { owner, admin, agent, viewer, removed };
  const ids = await thingsOf({ call, word, channel, conversation, people, keyId: keys.read.id });
  return { org, word, people, keys, token, call, channel, conversation, ids, write };
}

async function taken(answer: Promise<Response>): Promise<void> {
  const { status } = await answer;
  if (status !== 200) throw new Error(`The webhook was answered with ${status}.`);
}

async function makeKeys(call: World["call"], word: string): Promise<World["keys"]> {
  const make = async (scopes: string[]) =>
    json<{ id: string; key: string }>(await call("/api-keys", { body: { name: `${word} key`, scopes } }));
  return { read: await make(["read"]), send: await make(["send"]), revoked: await make(["read", "send"]) };
}

type Made = Pick<World, "call" | "word" | "channel" | "conversation" | "people"> & { readonly keyId: string };

/** One of each thing that has an id. */
async function thingsOf({ call, word, channel, conversation, people, keyId }: Made): Promise<Pool> {
  const make = async (path: string, body: unknown) => (await json<{ id: string }>(await call(path, { body }))).id;
  const on = `/conversations/${conversation.id}`;
  const [inboundMessage] = (await json<Page<Message>>(await call(`${on}/messages`))).items;
  const media = await json<Attachment>(await call(`/media?filename=${word}.json`, { body: { word } }));
  const sent = await json<Message>(
    await call(`${on}/messages`, { body: { body: `${word} with`, attachments: [media.id] } }),
  );
  await settled({ call } as Parameters<typeof settled>[0], sent, "failed", "sent");
  await json(await call(`${on}/notes`, { body: { body: `${word} note @${people.agent.name}` } }));
  await json<Draft>(await call(`${on}/draft`, { method: "PUT", body: { content: `${word} draft` } }));
  const broken = inbound(channel, { from: digits().slice(-12), name: `${word} broken`, text: word }) as {
    entry: { changes: object[] }[];
  };
  broken.entry[0]?.changes.push({
    field: "something_new",
    value: { word, metadata: { phone_number_id: channel.externalId } },
  });
  await taken(postWebhook(broken));
  const [delivery] = (await json<Page<{ id: string }>>(await call("/ingest"))).items;
  await json(await call("/templates/sync", { body: { channelId: channel.id } }));
  const made: Partial<Record<Named, string>> = {
    conversation: conversation.id,
    contact: conversation.contactId,
    message: inboundMessage?.id ?? "",
    agent: people.agent.id,
    team: await make("/teams", { name: `${word} team`, agentIds: [people.owner.id] }),
    label: await make("/labels", { name: `${word} label` }),
    channel: channel.id,
    media: media.id,
    delivery: delivery?.id ?? "",
    template: `${channel.id}:order_update:en`,
    cannedResponse: await make("/canned-responses", { shortcut: unique("short"), body: `${word} text` }),
    macro: await make("/macros", { name: `${word} macro`, actions: [{ do: "note", body: `${word} step` }] }),
    view: await make("/views", { name: `${word} view`, query: { filter: "all", q: word }, shared: true }),
    apiKey: keyId,
  };
  await head(call);
  return (what) => made[what] ?? missing(what);
}
