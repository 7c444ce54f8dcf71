import type { CommandPayload } from "../protocol/commands.ts";
import type { Alias, Channel, Contact, Conversation } from "../protocol/records.ts";
import { aliasOfAddress } from "./customer-address.ts";
import type { DomainEvent } from "./domain-events.ts";
import { identityIn } from "./merge-fields.ts";
import { newContact } from "./new-contact.ts";
import { newConversation } from "./new-conversation.ts";
import { isReached } from "./reached-by.ts";
import { send } from "./send.ts";
import { accepted, refused } from "./state.ts";
import type { Asker, Context, ConversationState, Decision, Refusal } from "./state.ts";

type Start = CommandPayload<"conversation:start">;

/** Who is to be written to, over what. */
export interface Reached {
  readonly channel: Channel;
  /** By whose names; null: one has to be made. */
  readonly contact: Contact | null;
  /** Who it is: the contact into which that one was merged, or itself. */
  readonly person: Contact | null;
  /** The address that was given and that nobody has yet. */
  readonly adds: readonly Alias[];
}

/** Finds whose a name is, and who is who. */
export interface Directory {
  contact(id: string): Contact | null;
  owner(alias: Alias): Contact | null;
  person(identity: Contact): Contact;
  /** Those that were merged into it. */
  members(person: Contact): readonly Contact[];
  /** The place in the list of the conversation with this contact on the channel; null: there is none. */
  position(contactId: string): number | null;
}

/** Whom a start names, or why it names nobody who can be written to. Who may not write is not told who is there. */
export function reach(
  payload: Pick<Start, "contactId" | "address">,
  channel: Channel | null,
  directory: Directory,
  asker: Pick<Asker, "role">,
): Reached | Refusal {
  if (asker.role === "viewer") return refused("forbidden", "Your role may read, not write.");
  if (channel === null) return refused("not_found", "There is no such channel.", { field: "channelId" });
  if (channel.state === "disconnected")
    return refused("channel_unavailable", "This channel is disconnected.", { reason: channel.stateReason });
  const { contactId, address } = payload;
  const named = contactId === undefined ? null : directory.contact(contactId);
  if (contactId !== undefined && named === null)
    return refused("not_found", "There is no such contact.", { field: "contactId" });
  if (address === undefined) return known(channel, named, directory);
  if (channel.channel === "instagram")
    return refused("window_closed", "On Instagram a customer has to write first.", { windowClosesAt: null });
  const alias = aliasOfAddress(channel, address);
  if (alias === null) return refused("invalid", addressWords[channel.channel], { field: "address" });
  if ("candidates" in alias)
    return refused("ambiguous_number", `Which number is meant: ${alias.candidates.join(" or ")}?`, {
      field: "address",
      candidates: alias.candidates,
    });
  const owner = directory.owner(alias);
  const person = owner && directory.person(owner);
  if (named === null) return { channel, contact: owner, person, adds: owner === null ? [alias] : [] };
  const wanted = directory.person(named);
  if (owner !== null && person?.id === wanted.id) return { channel, contact: owner, person, adds: [] };
  if (owner !== null)
    return refused("conflict", "This address is another contact's: merge the two first.", {
      contactId: owner.id,
    });
  // Of two addresses of one kind nobody could tell which a message goes to.
  const other = wanted.aliases.find(({ kind }) => kind === alias.kind);
  if (other !== undefined)
    return refused("conflict", "This contact has another address here: start without the contact, then merge.", {
      address: other.value,
    });
  return { channel, contact: wanted, person: wanted, adds: [alias] };
}

/** One conversation a contact and channel: the first message makes it, or takes up the one that there is. */
export function start(
  state: ConversationState,
  { channel, contact: found, person, adds }: Reached,
  ids: { readonly id: string; readonly contactId: string; readonly conversationId: string },
  payload: Start,
  asker: Asker,
  context: Context,
): Decision {
  const events: DomainEvent[] = [];
  let contact = found;
  if (contact === null) {
    contact = made(ids.contactId, payload, adds, asker, context);
    events.push({ event: "contact:created", contact });
  } else if (adds.length > 0) {
    events.push({ event: "contact:updated", name: contact.name, nameAt: contact.nameAt, adds });
  }
  const { conversation: before } = state;
  const conversation: Conversation = before ?? {
    ...newConversation({ ...ends(contact, person), conversationId: ids.conversationId, channel }, context.now),
    // Who starts it awaits the answer. Without a message yet, it has its place by when it was made.
    assigneeId: asker.role === null ? null : asker.id,
    // As when the customer had written first: who sees their team's conversations alone sees this one, or does not.
    teamId: channel.teamId ?? null,
    lastPosition: context.seq,
  };
  if (before === null) events.push({ event: "conversation:created", conversation });
  else if (before.status === "closed" || before.status === "archived")
    events.push({ event: "conversation:reopened", agentId: asker.id });
  const message = { ...payload, conversationId: conversation.id };
  // Who was merged with others has opted out when any of them has.
  const said = send({ ...state, contact: person ?? contact }, conversation, ids.id, message, asker, context);
  return said.ok ? accepted([...events, ...said.events], said.effects) : said;
}

function ends(contact: Contact, person: Contact | null) {
  return person === null || person.id === contact.id
    ? { contactId: contact.id }
    : { contactId: person.id, ...identityIn(contact) };
}

/** Of all that were merged the one that is talked to there, the latest; else the first that can be reached. */
function known(channel: Channel, named: Contact | null, directory: Directory): Reached | Refusal {
  if (named === null) return refused("invalid", "Name a contact or an address.", { field: "contactId" });
  const person = directory.person(named);
  const reachable = [person, ...directory.members(person)].filter(({ aliases }) => isReached(channel.channel, aliases));
  const position = ({ id }: Contact) => directory.position(id) ?? Number.NEGATIVE_INFINITY;
  const [contact] = reachable.toSorted((a, b) => (position(b) > position(a) ? 1 : position(b) < position(a) ? -1 : 0));
  if (contact === undefined)
    return refused("invalid", `This contact has no address on this channel. ${addressWords[channel.channel]}`, {
      field: "address",
    });
  return { channel, contact, person, adds: [] };
}

function made(id: string, { name }: Start, aliases: readonly Alias[], asker: Asker, { now }: Context): Contact {
  const given = name === undefined ? { name: null } : { name, nameBy: asker.id };
  return newContact({ id, ...given, nameAt: null, aliases: [...aliases], createdAt: now });
}

const addressWords: Readonly<Record<Channel["channel"], string>> = {
  whatsapp: "Give a phone number, with + and the country.",
  sms: "Give a phone number, with + and the country.",
  email: "Give an e-mail address.",
  instagram: "On Instagram a customer has to write first.",
};
