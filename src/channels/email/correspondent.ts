import { withoutTag } from "./address.ts";
import { type Authentication, authenticationOf } from "./authentication.ts";
import { firstOf, type Header } from "./headers.ts";
import { isSameOrganisation } from "./organisation.ts";
import { envelopeSender, peopleOf, type Person } from "./people.ts";
import { isGroup, isMadeByScript, isProgram, nameBeforeVia } from "./sender-kinds.ts";

/** Who is in a mail, and in which part (SPEC Co1 to Co4). */
export interface Correspondents {
  /** Who wrote the words. */
  readonly author: Person;
  /** Whose conversation it is, unless `sender` is a customer already. */
  readonly contact: Person;
  /** The From that asks for answers at another organisation's address. A customer of that address keeps the mail. */
  readonly sender: Person | null;
  /** What carried the author's words under its own name: a form, a group, the channel's own address. */
  readonly via: Person | null;
  /** Who sent it on the author's behalf, where the mail says so. */
  readonly onBehalf: Person | null;
  /** Where answers are asked for, if not at the author's address. */
  readonly replyTo: readonly Person[];
  /** Those of `replyTo` that an answer to the author may go to. */
  readonly answerTo: readonly string[];
  readonly authentication: Authentication;
}

/** True when the channel itself is named as the one who wrote: a copy of our own mail, or a form that uses our address. */
export function isFromChannel(headers: readonly Header[], { address }: Pick<Envelope, "address">): boolean {
  return ["from", "x-original-from"].some((name) => peopleOf(headers, name).some((one) => isChannel(one, address)));
}

export interface Envelope {
  readonly envelopeFrom: string;
  /** The channel's address. */
  readonly address: string;
}

/**
 * From is who a mail says that it is from; Reply-To is where it wants answers. Neither is always the person: forms,
 * groups and servers write under their own address and name the person in Reply-To. And whoever forges a customer's
 * From adds a Reply-To of their own. So a Reply-To can make a contact, but it moves nobody's answers unless it belongs
 * to the sender's organisation or the sender is proven. Null: the channel's own mail, or nobody's.
 */
export function correspondentsOf(headers: readonly Header[], envelope: Envelope): Correspondents | null {
  const isOurs = (one: Person) => isChannel(one, envelope.address);
  const others = (name: string) => peopleOf(headers, name).filter((one) => !isOurs(one));
  const [from, replyTo, [onBehalf = null]] = [peopleOf(headers, "from"), others("reply-to"), others("sender")];
  const lead = leading(from, onBehalf, isOurs);
  const first = lead ?? onBehalf ?? replyTo[0] ?? envelopeSender(envelope.envelopeFrom);
  if (first === null) return null;
  const authentication = authenticationOf(headers, isOne(headers, from) ? first.address : null);
  const header = (name: string) => firstOf(headers, name);
  const isInGroup = isGroup(header, first);
  if (isInGroup || isOurs(first) || isProgram(first) || isMadeByScript(header)) {
    const original = isInGroup ? others("x-original-from") : [];
    const person = [...original, ...replyTo].find((one) => one.address !== first.address);
    if (person !== undefined) {
      const name = person.name ?? (isInGroup ? nameBeforeVia(first.name) : null);
      return throughOther({ ...person, name }, first, { replyTo, authentication });
    }
    if (isOurs(first)) return null;
  }
  const asked = replyTo.filter(({ address }) => address !== first.address);
  const [elsewhere] = asked.filter(({ address }) => !isSameOrganisation(address, first.address));
  return {
    author: first,
    contact: elsewhere ?? first,
    sender: elsewhere === undefined ? null : first,
    via: null,
    onBehalf: onBehalf !== null && isColleague(onBehalf, first) ? onBehalf : null,
    replyTo: asked,
    answerTo: asked
      .map(({ address }) => address)
      .filter((address) => authentication === "passed" || isSameOrganisation(address, first.address)),
    authentication,
  };
}

/** Its author's answers go to the author: what the group or form is called stands for many. */
function throughOther(
  person: Person,
  via: Person,
  { replyTo, authentication }: Pick<Correspondents, "replyTo" | "authentication">,
): Correspondents {
  return {
    author: person,
    contact: person,
    sender: null,
    via,
    onBehalf: null,
    replyTo: replyTo.filter(({ address }) => address !== person.address),
    answerTo: [],
    authentication,
  };
}

/** Of several authors the one who sent it (RFC 5322 "Originator fields"), else the first who is not the channel. */
function leading(from: readonly Person[], sender: Person | null, isOurs: (one: Person) => boolean): Person | null {
  return from.find(({ address }) => address === sender?.address) ?? from.find((one) => !isOurs(one)) ?? from[0] ?? null;
}

function isChannel({ address }: Person, channel: string): boolean {
  return address === channel || withoutTag(address).address === channel;
}

/** A mailing service's own address says nothing about the author. */
function isColleague(sender: Person, author: Person): boolean {
  return sender.address !== author.address && isSameOrganisation(sender.address, author.address);
}

/** A mail of two authors, or with two From headers, is proven to be neither's. */
function isOne(headers: readonly Header[], from: readonly Person[]): boolean {
  return from.length === 1 && headers.filter(({ key }) => key === "from").length === 1;
}
