import type { Alias, Message } from "../protocol/records.ts";

/** Who gets an answer by mail. `to` is null where the customer has no address. */
export interface MailRecipients {
  readonly to: string | null;
  readonly cc: readonly string[];
}

/** What decides it. The hub and the page both fill this in, so that an agent sees before the send what will be true. */
export interface MailThread {
  /** The quoted message, else the newest of the customer's; null when nothing came yet. */
  readonly answered: Message | null;
  readonly isQuoted: boolean;
  /** The customer's names. */
  readonly customer: readonly Alias[];
  /** Addresses of the organisation's own channels. */
  readonly ours: readonly string[];
}

/** What a mail says of its people (`content.mail`). */
export interface MailPeople {
  readonly from: string | null;
  readonly replyTo: string | null;
  readonly answerTo: readonly string[];
  readonly to: readonly string[];
  readonly cc: readonly string[];
}

/**
 * An answer goes to the customer, where they asked for it if that is trusted (Co3). Quoting the mail of somebody else in
 * the thread answers that person, with the customer in copy if they had a copy of it. Nothing goes to our own addresses.
 */
export function mailRecipients(thread: MailThread, cc: readonly string[] | undefined): MailRecipients {
  const isOurs = (address: string) =>
    thread.ours.some((own) => [address.toLowerCase(), withoutTag(address)].includes(own.toLowerCase()));
  const customer = thread.customer.flatMap(({ kind, value }) => (kind === "email" && !isOurs(value) ? [value] : []));
  const { to, copies } = answeredPeople(thread, customer);
  const [first = null, ...more] = to.filter((address) => !isOurs(address));
  // Where the answer would only come back to us, it is the customer's.
  const target = first ?? customer[0] ?? null;
  const others = [...more, ...(cc ?? copies)].map((address) => address.trim().toLowerCase());
  return { to: target, cc: [...new Set(others)].filter((one) => one !== "" && one !== target && !isOurs(one)) };
}

/** A mail keeps who gets it: what its author saw holds, whatever comes in before it leaves. */
export function withRecipients<Content extends Pick<Message, "content">>(
  said: Content,
  { to, cc }: MailRecipients,
): Content {
  if (to === null) return said;
  const { cc: _, ...others } = said.content ?? {};
  return { ...said, content: { ...others, to: [to], ...(cc.length === 0 ? {} : { cc: [...cc] }) } };
}

/** Everybody of the thread's mails but the customer and ourselves, the newest mail's first: who may want a copy. */
export function othersIn(
  messages: readonly Message[],
  { customer, ours }: Pick<MailThread, "customer" | "ours">,
): string[] {
  const known = new Set([...ours.map((one) => one.toLowerCase()), ...customer.map(({ value }) => value)]);
  const found = new Set<string>();
  for (const message of messages.toReversed())
    for (const address of addressesOf(message))
      if (!known.has(withoutTag(address)) && !known.has(address)) found.add(address);
  return [...found];
}

/** Who wrote or got a mail. */
export function addressesOf(message: Message): string[] {
  if (message.direction === "outbound")
    return [...textsIn(message.content?.["to"]), ...textsIn(message.content?.["cc"])];
  const people = mailPeopleOf(message);
  if (people === null) return [];
  return [...(people.from === null ? [] : [people.from]), ...people.to, ...people.cc];
}

/** Null for what is no customer's mail. */
export function mailPeopleOf({ content, direction }: Pick<Message, "content" | "direction">): MailPeople | null {
  const mail = objectIn(content?.["mail"]);
  if (mail === null || direction !== "inbound") return null;
  return {
    from: addressIn(mail["from"]),
    replyTo: addressIn(mail["replyTo"]),
    answerTo: textsIn(mail["answerTo"]),
    to: addressesIn(mail["to"]),
    cc: addressesIn(mail["cc"]),
  };
}

/** Who gets a message that has been written: those kept with it, or, where none are, whoever gets an answer now. */
export function recipientsOf(message: Pick<Message, "content">, thread: MailThread): MailRecipients {
  return keptRecipients(message) ?? mailRecipients(thread, textsIn(message.content?.["cc"]));
}

function keptRecipients({ content }: Pick<Message, "content">): MailRecipients | null {
  const [to] = textsIn(content?.["to"]);
  return to === undefined ? null : { to, cc: textsIn(content?.["cc"]) };
}

function answeredPeople({ answered, isQuoted }: MailThread, customer: readonly string[]) {
  const none: readonly string[] = [];
  const kept = answered !== null && answered.direction === "outbound" && isQuoted ? keptRecipients(answered) : null;
  if (kept?.to != null) return { to: [kept.to], copies: none };
  const mail = answered && mailPeopleOf(answered);
  if (mail === null || mail.from === null) return { to: customer.slice(0, 1), copies: none };
  // The customer's own other address is theirs, whoever says so.
  if (mail.replyTo !== null && customer.includes(mail.replyTo)) return { to: [mail.replyTo], copies: none };
  const author = mail.answerTo.length > 0 ? mail.answerTo : [mail.from];
  if (customer.includes(mail.from)) return { to: author, copies: none };
  const inCopy = customer.find((address) => mail.to.includes(address) || mail.cc.includes(address));
  if (isQuoted) return { to: author, copies: inCopy === undefined ? none : [inCopy] };
  return { to: [inCopy, customer[0]].flatMap((one) => one ?? []).slice(0, 1), copies: none };
}

/** `support+token@acme.test` is `support@acme.test`. */
function withoutTag(address: string): string {
  return address.toLowerCase().replace(/\+[^@]*(?=@[^@]*$)/, "");
}

function addressesIn(value: unknown): string[] {
  return (Array.isArray(value) ? value : []).flatMap((one) => addressIn(one) ?? []);
}

function addressIn(value: unknown): string | null {
  const address = objectIn(value)?.["address"];
  return typeof address === "string" && address !== "" ? address : null;
}

function textsIn(value: unknown): string[] {
  return (Array.isArray(value) ? value : []).filter((one): one is string => typeof one === "string" && one !== "");
}

function objectIn(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
}
