import type { Channel } from "../../protocol/records.ts";
import type { UndeliveredCounts } from "../../protocol/undelivered.ts";
import { request } from "../api.ts";

/** What the pages of the channels ask of the Worker. */

export interface HealthCheck {
  readonly name: string;
  /** null: the provider could not be asked. */
  readonly ok: boolean | null;
  /** Stable; of a newer Parley it may be unknown here. */
  readonly code: string;
  /** English. */
  readonly message: string;
  readonly advice: string | null;
  readonly values?: Readonly<Record<string, string>>;
}

/** Fields of `PATCH /channels/{id}`; what is left out stays. */
export interface ChannelChange {
  readonly name?: string;
  readonly teamId?: string | null;
  readonly showsTyping?: boolean;
  readonly sendsPerSecond?: number | null;
  readonly signature?: string;
  readonly tracksMail?: boolean;
  readonly resume?: true;
  readonly accessToken?: string;
  readonly authToken?: string;
  readonly appSecret?: string;
  readonly verifyToken?: string;
  readonly webhookSecret?: string;
}

/** The DNS record that proves a domain. */
export interface DomainRecord {
  readonly name: string;
  readonly value: string;
}

export interface MailDomain {
  readonly domain: string;
  /** null: it is not proved. */
  readonly proof: "dns" | "setting" | null;
  readonly record: DomainRecord;
}

export const mailDomains = {
  list: (org: string) => request<{ items: MailDomain[] }>("GET", `${base(org)}/mail-domains`),
  check: (org: string, domain: string) =>
    request<MailDomain>("POST", `${base(org)}/mail-domains/${encodeURIComponent(domain)}/check`),
};

export const channels = {
  /** The fields are those of the channel's kind, see the API's `connectChannel`. */
  connect: (org: string, body: Readonly<Record<string, unknown>>) =>
    request<Channel>("POST", `${base(org)}/channels`, body),
  change: (org: string, id: string, body: ChannelChange) => request<Channel>("PATCH", one(org, id), body),
  disconnect: (org: string, id: string) => request<Channel>("DELETE", one(org, id)),
  health: (org: string, id: string) => request<{ checks: HealthCheck[] }>("GET", `${one(org, id)}/health`),
  counts: (org: string, id: string) =>
    request<UndeliveredCounts>("GET", `${base(org)}/outbox/counts?${new URLSearchParams({ channel: id }).toString()}`),
};

function base(org: string): string {
  return `/api/orgs/${encodeURIComponent(org)}`;
}

function one(org: string, id: string): string {
  return `${base(org)}/channels/${encodeURIComponent(id)}`;
}
