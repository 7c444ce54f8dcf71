import { env } from "cloudflare:workers";
import { vi } from "vitest";
import { receiveMail } from "../../src/http/mail-in.ts";
import type { Channel, Message } from "../../src/protocol/records.ts";
import type { ConversationItem, Page } from "../../src/protocol/resources.ts";
import { withChecks } from "../support/provider-checks.ts";
import { json, unique } from "./doors.ts";
import { head, type Inbox, openInbox } from "./inbox.ts";

/** An org with a mail address, customers' mail to it, and the mail service that takes its answers. */

const encoder = new TextEncoder();

export interface Taken {
  readonly refusal: string | null;
}

/** As Email Routing hands a mail over. */
export async function deliver(to: string, raw: string, from = "rosa@customer.test", bindings = env): Promise<Taken> {
  let refusal: string | null = null;
  const bytes = encoder.encode(raw.replaceAll(/\r?\n/g, "\r\n"));
  await receiveMail(
    {
      from,
      to,
      raw: new Response(bytes).body ?? new ReadableStream(),
      rawSize: bytes.byteLength,
      setReject: (reason) => (refusal = reason),
    },
    bindings,
  );
  return { refusal };
}

export function mail(id: string, headers: Readonly<Record<string, string>> = {}, body = "Hello"): string {
  const all = { From: "Rosa <rosa@customer.test>", Subject: "Hi", "Message-ID": `<${id}>`, ...headers };
  return `${Object.entries(all)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n")}\n\n${body}\n`;
}

/** A domain that the org has without any record. */
export const domainOf = (inbox: Inbox) => `${inbox.org.slug}.parley.test`;

export const connect = (inbox: Inbox, address: string, given: object = {}) =>
  inbox.call("/channels", { body: { channel: "email", name: "Support", address, ...given } });

export async function messagesFrom(inbox: Inbox): Promise<Message[]> {
  const minSeq = await head(inbox.call);
  const { items } = await json<Page<ConversationItem>>(
    await inbox.call(`/conversations?channel=email&minSeq=${minSeq}`),
  );
  const pages = await Promise.all(
    items.map(async ({ id }) =>
      json<Page<Message>>(await inbox.call(`/conversations/${encodeURIComponent(id)}/messages?minSeq=${minSeq}`)),
    ),
  );
  return pages.flatMap((page) => page.items);
}

/** The org, its channel and the channel's address. */
export async function openMailroom(): Promise<{ inbox: Inbox; channel: Channel; address: string }> {
  // The mail service: a key that may only send, which is all that is asked of it.
  const restricted = () => Response.json({ name: "restricted_api_key" }, { status: 401 });
  const service = withChecks(() => Response.json({ id: "r-1" }));
  vi.stubGlobal("fetch", (url: string, init?: RequestInit) =>
    url.endsWith("/domains") ? restricted() : service(url, init),
  );
  const inbox = await openInbox();
  const address = `${unique("support")}@${domainOf(inbox)}`;
  return { inbox, address, channel: await json<Channel>(await connect(inbox, address.toUpperCase())) };
}
