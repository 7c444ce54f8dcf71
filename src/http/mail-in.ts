import { domainOf, mailAddress, withoutTag } from "../channels/email/address.ts";
import type { ParsedMail } from "../channels/email/incoming.ts";
import { parseMail } from "../channels/email/parse.ts";
import { reservedCode } from "../channels/email/reserved.ts";
import { readThreadToken } from "../channels/email/tokens.ts";
import { park, routeByNumber, type Route } from "../db/directory.ts";
import type { Env } from "../env.ts";
import type { Fact, FactGroup } from "../protocol/facts.ts";
import { isDomainOf, mayReceiveFor } from "../mail-domains/prove.ts";
import { limits } from "../protocol/limits.ts";
import { hubOf } from "./context.ts";
import { logFailure } from "./deliver.ts";
import { withFiles, withoutFiles } from "./mail-files.ts";
import { RouteCache } from "./route-cache.ts";

/** What of the platform's message is needed. */
export type ReceivedMail = Pick<ForwardableEmailMessage, "from" | "to" | "raw" | "rawSize" | "setReject">;

const routes = new RouteCache<Route>();

/**
 * Email Routing hands a mail over, and takes a return for "it is yours": so it returns when the mail is on disk (I3).
 * Throwing is a temporary failure, after which the sender's server tries again, as it does for days; `setReject` is
 * for good, and tells the sender (Cloudflare, "Email Workers: Runtime API"). The size is asked of the bytes, too:
 * what a server declares need not be so.
 */
export async function receiveMail(message: ReceivedMail, env: Env): Promise<void> {
  const tooLarge = `The mail is over ${limits.mailBytes / (1024 * 1024)} MB.`;
  if (message.rawSize > limits.mailBytes) return message.setReject(tooLarge);
  const recipient = mailAddress(message.to);
  if (recipient === null) return message.setReject("The recipient is no mail address.");
  const raw = new Uint8Array(await new Response(message.raw).arrayBuffer());
  if (raw.byteLength > limits.mailBytes) return message.setReject(tooLarge);
  try {
    await takeIn(env, { raw, recipient, envelopeFrom: message.from });
  } catch (error) {
    logFailure("mail.undelivered", error);
    throw error;
  }
}

interface Taken {
  readonly raw: Uint8Array<ArrayBuffer>;
  readonly recipient: string;
  readonly envelopeFrom: string;
}

async function takeIn(env: Env, { raw, recipient, envelopeFrom }: Taken): Promise<void> {
  const receivedAt = new Date().toISOString();
  const { route, address, tag } = await routed(env, recipient);
  const incoming = { raw, envelopeFrom, address, tag, receivedAt };
  if (route === null) {
    const parsed = await parseMail(incoming, async () => null);
    return park(env.DB, receivedAt, groupOf(address, withoutFiles(parsed)));
  }
  const parsed = await parseMail(incoming, (token) => readThreadToken(env.SECRETS_KEYS, route.channelId, token));
  const group = groupOf(route.externalId, await stored(env, route, parsed));
  await hubOf(env, route.orgId).ingest({
    deliveryId: crypto.randomUUID(),
    receivedAt,
    groups: [{ ...group, channelId: route.channelId }],
    raw: JSON.stringify(group),
  });
}

/**
 * What follows a plus is a tag. One that is a thread token leads to the channel that made it, whoever else has an address with
 * that plus: such addresses are from before they were refused.
 */
async function routed(env: Env, recipient: string) {
  const { address, tag } = withoutTag(recipient);
  const plain = tag === null ? null : await routeOf(env, address);
  const isOurs =
    tag !== null && plain !== null && (await readThreadToken(env.SECRETS_KEYS, plain.channelId, tag)) !== null;
  if (isOurs) return { route: plain, address, tag };
  const exact = await routeOf(env, recipient);
  return exact === null ? { route: plain, address, tag } : { route: exact, address: recipient, tag: null };
}

/** The channel of an address, when its domain is its org's: mail for any other waits as for one that nobody has (Do1). */
function routeOf(env: Env, address: string): Promise<Route | null> {
  return routes.get(address, Date.now(), async () => {
    const route = await routeByNumber(env.DB, "email", address);
    if (route === null) return null;
    const isReserved = reservedCode(address, env.MAIL_FROM) === "address_reserved";
    const mayReceive = await (isReserved ? isDomainOf : mayReceiveFor)(env, route.orgId, domainOf(address));
    return mayReceive ? route : null;
  });
}

async function stored(env: Env, route: Route, { facts, files }: ParsedMail): Promise<readonly Fact[]> {
  return files.length === 0 ? facts : withFiles(env, route, facts, files);
}

function groupOf(externalId: string, facts: readonly Fact[]): FactGroup {
  return { channel: "email", externalId, accountId: null, facts };
}
