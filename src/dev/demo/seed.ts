import { readFileSync } from "node:fs";
import type { ConversationItem } from "../../protocol/resources.ts";
import { instagramCustomer } from "../simulator/inbound-instagram.ts";
import type { HistoryItem } from "../simulator/history.ts";
import type { Simulator } from "../simulator/server.ts";
import { Api } from "./api.ts";
import { demoMails } from "./mails.ts";
import type { DemoOrg } from "./orgs.ts";
import { parseStories, standingOrder, type Story } from "./story.ts";

/** What scripts are told of an agent of the demo (`.parley/demo.json`). */
export interface DemoAgent {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly role: string;
}

export interface SeededOrg {
  readonly org: string;
  readonly apiKey: string;
  readonly agents: DemoAgent[];
  readonly channelId: string;
  /** Absent where the demo was set up before these channels were there. */
  readonly instagramId?: string;
  readonly smsId?: string;
  readonly emailId?: string;
}

interface Person extends DemoAgent {
  readonly api: Api;
}

/** Founds an org through the public API, as people would, and lets customers write to it. */
export async function seedOrg(
  target: {
    readonly url: string;
    readonly simulator: Pick<Simulator, "replayHistory" | "sendSmsTo" | "customerWrites" | "customerMails">;
  },
  org: DemoOrg,
  options: { readonly password: string; readonly accessToken: string; readonly stories: readonly Story[] },
): Promise<SeededOrg> {
  const { people, founder } = await seedPeople(new Api(target.url), org, options.password);
  const { key } = await founder.api.createApiKey(org.slug, "Demo");
  const { name } = org;
  const { accessToken } = options;
  const whatsapp = await founder.api.connect(org.slug, { channel: "whatsapp", name, accessToken, ...org.number });
  const instagram = await founder.api.connect(org.slug, { channel: "instagram", name, accessToken, ...org.instagram });
  const sms = await founder.api.connect(org.slug, { channel: "sms", name, authToken: accessToken, ...org.sms });
  const email = await founder.api.connect(org.slug, { channel: "email", name, ...org.mail });
  target.simulator.sendSmsTo(org.sms.number, smsUrl(target.url, sms.id));
  await seedCatalog(org, people, founder);
  await target.simulator.replayHistory(historyOf(org, options.stories));
  await textedOf(org, options.stories, target.simulator);
  await settle(org.slug, people, founder, options.stories);
  if (options.stories.length > 0) await mailed(org, people, founder, target.simulator);
  const agents = people.map(({ api: _, ...agent }) => agent);
  return {
    org: org.slug,
    apiKey: key,
    agents,
    channelId: whatsapp.id,
    instagramId: instagram.id,
    smsId: sms.id,
    emailId: email.id,
  };
}

/** What is entered in Twilio's console under "A message comes in". */
export function smsUrl(url: string, channelId: string): string {
  return `${url}/webhooks/twilio/${channelId}`;
}

/** The demo's conversations of an org. */
export function storiesOf(org: DemoOrg): Story[] {
  const stories = parseStories(readFileSync(new URL(org.stories, import.meta.url), "utf8"));
  return org.slug === "acme" ? [...stories, standingOrder()] : stories;
}

async function seedPeople(api: Api, org: DemoOrg, password: string): Promise<{ people: Person[]; founder: Person }> {
  const people: Person[] = [];
  for (const agent of org.agents) {
    const { name, email } = agent;
    people.push({ ...agent, password, ...(await api.signUp({ name, email, password })) });
  }
  const [founder, ...others] = people;
  if (founder === undefined) throw new Error(`${org.slug} has no agents.`);
  const { id } = await founder.api.createOrg(org.name, org.slug);
  for (const person of others) {
    const invitation = await founder.api.invite(id, person.email, person.role);
    await person.api.acceptInvitation(invitation.id);
  }
  return { people, founder };
}

function historyOf(org: DemoOrg, stories: readonly Story[]): HistoryItem[] {
  const items: HistoryItem[] = [];
  const now = Date.now();
  for (const story of stories) {
    if (story.channel === "sms") continue;
    const isInstagram = story.channel === "instagram";
    const phoneNumberId = isInstagram ? org.instagram.accountId : org.number.phoneNumberId;
    const customer = isInstagram
      ? instagramCustomer({ from: story.phone, name: story.name })
      : { phone: story.phone, userId: null, name: story.name };
    const startedAt = now - story.agoMs - (story.lines.at(-1)?.offsetMs ?? 0);
    const first = items.length;
    for (const line of story.lines) {
      items.push({
        phoneNumberId,
        customer,
        from: line.from,
        at: startedAt + line.offsetMs,
        text: line.text,
        ...(line.quotes === null ? {} : { quotes: first + line.quotes }),
        ...(line.from === "business" ? { tick: "read" as const } : {}),
      });
    }
  }
  return items;
}

/** Twilio tells neither of the past nor of the time: who writes an SMS in a story writes it now. */
async function textedOf(
  org: DemoOrg,
  stories: readonly Story[],
  simulator: Pick<Simulator, "customerWrites">,
): Promise<void> {
  for (const { channel, name, phone, lines } of stories) {
    if (channel !== "sms") continue;
    const from = { channel, from: `+${phone}`, phoneNumberId: org.sms.number, ...(name === null ? {} : { name }) };
    for (const line of lines) await simulator.customerWrites({ ...from, text: line.text });
  }
}

/** Customers' mail comes now: of the past mail tells as little as Twilio. */
async function mailed(
  org: DemoOrg,
  people: readonly Person[],
  founder: Person,
  simulator: Pick<Simulator, "customerMails">,
): Promise<void> {
  const mails = demoMails[org.slug] ?? [];
  for (const { name, from, subject, text, html, files = [] } of mails) {
    const words = { subject, text, ...(html === undefined ? {} : { html }) };
    const attachments = [...files];
    await simulator.customerMails({
      channel: "email",
      name,
      from,
      to: org.mail.address,
      ...words,
      cc: [],
      headers: {},
      attachments,
    });
  }
  const conversations = await founder.api.conversations(org.slug);
  const contacts = new Map((await founder.api.contacts(org.slug)).map((contact) => [contact.id, contact]));
  for (const { from, reply } of mails) {
    const theirs = conversations.find(({ channel, contactId }) => {
      const aliases = contacts.get(contactId)?.aliases ?? [];
      return channel === "email" && aliases.some(({ value }) => value === from);
    });
    if (theirs === undefined) throw new Error(`The mail of ${from} did not arrive in ${org.slug}.`);
    if (reply !== undefined) await named(people, reply.agent).api.send(org.slug, theirs.id, reply.text);
  }
}

/** What the team has done with its conversations: read, answered, closed. */
async function settle(
  org: string,
  people: readonly Person[],
  founder: Person,
  stories: readonly Story[],
): Promise<void> {
  const conversations = await founder.api.conversations(org);
  const contacts = new Map((await founder.api.contacts(org)).map((contact) => [contact.id, contact]));
  await Promise.all(
    stories.map(async (story) => {
      const conversation = conversations.find(
        ({ channel, contactId }) =>
          channel === story.channel && contacts.get(contactId)?.aliases.some((alias) => alias.value === idOf(story)),
      );
      if (conversation === undefined) throw new Error(`The conversation with ${story.phone} did not arrive in ${org}.`);
      // Neither Instagram's webhooks nor Twilio's tell a name: the team has noted it.
      if (story.channel !== "whatsapp" && story.name !== null)
        await founder.api.rename(org, conversation.contactId, story.name);
      await readBy(org, people, founder, conversation, story.unread);
      for (const reply of story.replies) await named(people, reply.agent).api.send(org, conversation.id, reply.text);
      for (const note of story.notes) await named(people, note.agent).api.addNote(org, conversation.id, note.text);
      if (story.labels.length > 0) await founder.api.label(org, conversation.id, story.labels);
      if (story.priority !== "none") await founder.api.prioritize(org, conversation.id, story.priority);
      if (story.assignee !== null) await founder.api.assign(org, conversation.id, named(people, story.assignee).id);
      if (story.state === "closed") await founder.api.setStatus(org, conversation.id, "close");
      if (story.state === "archived") await founder.api.setStatus(org, conversation.id, "archive");
    }),
  );
}

/** By what the channel names the story's customer. */
function idOf({ channel, phone }: Story): string {
  return channel === "instagram" ? (instagramCustomer({ from: phone }).userId ?? "") : phone;
}

/** What the team has set up: nothing in it acts by itself. */
async function seedCatalog(org: DemoOrg, people: readonly Person[], founder: Person): Promise<void> {
  const { labels, teams, cannedResponses, macros, views } = org.catalog;
  for (const label of labels) await founder.api.create(org.slug, "labels", label);
  for (const { name, agents } of teams) {
    const agentIds = agents.map((agent) => named(people, agent).id);
    await founder.api.create(org.slug, "teams", { name, agentIds });
  }
  for (const response of cannedResponses) await founder.api.create(org.slug, "canned-responses", response);
  for (const macro of macros) await founder.api.create(org.slug, "macros", macro);
  for (const view of views) await founder.api.create(org.slug, "views", view);
}

/** Throws on a name that the org does not have: a story is part of the code. */
function named(people: readonly Person[], name: string): Person {
  const person = people.find((one) => one.name === name);
  if (person === undefined) throw new Error(`There is no ${name}.`);
  return person;
}

async function readBy(
  org: string,
  people: readonly Person[],
  founder: Person,
  conversation: ConversationItem,
  leaveUnread: number,
): Promise<void> {
  const { items } = await founder.api.messages(org, conversation.id);
  const upTo = items.filter((message) => message.direction === "inbound")[leaveUnread];
  if (upTo === undefined) return;
  await Promise.all(people.map((person) => person.api.markRead(org, conversation.id, upTo.id)));
}
