import type { Priority } from "../../protocol/record-parts.ts";
import type { Channel, Contact, Conversation, Message } from "../../protocol/records.ts";
import type { ConversationItem, Page } from "../../protocol/resources.ts";

/** Parley's public HTTP API, as far as the demo's set-up needs it. */
export class Api {
  readonly #url: string;
  readonly #token: string | null;

  constructor(url: string, token: string | null = null) {
    this.#url = url;
    this.#token = token;
  }

  /** The same API as the person who has just signed up. */
  async signUp(person: { name: string; email: string; password: string }): Promise<{ api: Api; id: string }> {
    const response = await this.#request("POST", "/api/auth/sign-up/email", person);
    const { user } = (await response.json()) as { user: { id: string } };
    return { api: new Api(this.#url, response.headers.get("set-auth-token")), id: user.id };
  }

  createOrg(name: string, slug: string): Promise<{ id: string }> {
    return this.#json("POST", "/api/auth/organization/create", { name, slug });
  }

  invite(organizationId: string, email: string, role: string): Promise<{ id: string }> {
    return this.#json("POST", "/api/auth/organization/invite-member", { organizationId, email, role });
  }

  acceptInvitation(invitationId: string): Promise<unknown> {
    return this.#json("POST", "/api/auth/organization/accept-invitation", { invitationId });
  }

  createApiKey(org: string, name: string): Promise<{ key: string }> {
    return this.#json("POST", `/api/orgs/${org}/api-keys`, { name });
  }

  /** A number or account; its body has `channel` and what that provider needs. */
  connect(org: string, channel: Readonly<Record<string, string>>): Promise<Channel> {
    return this.#json("POST", `/api/orgs/${org}/channels`, channel);
  }

  /** The open conversations, with everything in them that has been accepted until now. */
  async conversations(org: string): Promise<ConversationItem[]> {
    const { seq } = await this.#json<{ seq: number }>("GET", `/api/orgs/${org}/changes?since=0`);
    const page = await this.#json<Page<ConversationItem>>(
      "GET",
      `/api/orgs/${org}/conversations?limit=200&minSeq=${seq}`,
    );
    return page.items;
  }

  rename(org: string, contactId: string, name: string): Promise<Contact> {
    return this.#json("PATCH", `/api/orgs/${org}/contacts/${contactId}`, { name });
  }

  async contacts(org: string): Promise<Contact[]> {
    return (await this.#json<Page<Contact>>("GET", `/api/orgs/${org}/contacts?limit=200`)).items;
  }

  messages(org: string, conversationId: string): Promise<Page<Message>> {
    return this.#json("GET", `/api/orgs/${org}/conversations/${encodeURIComponent(conversationId)}/messages?limit=50`);
  }

  send(org: string, conversationId: string, body: string): Promise<Message> {
    return this.#json("POST", `/api/orgs/${org}/conversations/${encodeURIComponent(conversationId)}/messages`, {
      body,
    });
  }

  markRead(org: string, conversationId: string, upTo: string): Promise<unknown> {
    return this.#json("POST", `/api/orgs/${org}/conversations/${encodeURIComponent(conversationId)}/read`, { upTo });
  }

  setStatus(org: string, conversationId: string, action: "close" | "archive"): Promise<Conversation> {
    return this.#json("POST", `/api/orgs/${org}/conversations/${encodeURIComponent(conversationId)}/${action}`);
  }

  /** Makes an entry of the catalog, such as a label. */
  create(org: string, path: string, body: object): Promise<{ id: string }> {
    return this.#json("POST", `/api/orgs/${org}/${path}`, body);
  }

  addNote(org: string, conversationId: string, body: string): Promise<Message> {
    return this.#json("POST", `/api/orgs/${org}/conversations/${encodeURIComponent(conversationId)}/notes`, { body });
  }

  assign(org: string, conversationId: string, agentId: string): Promise<Conversation> {
    return this.#json("POST", `/api/orgs/${org}/conversations/${encodeURIComponent(conversationId)}/assign`, {
      agentId,
    });
  }

  label(org: string, conversationId: string, labels: readonly string[]): Promise<Conversation> {
    return this.#json("PUT", `/api/orgs/${org}/conversations/${encodeURIComponent(conversationId)}/labels`, { labels });
  }

  prioritize(org: string, conversationId: string, priority: Priority): Promise<Conversation> {
    return this.#json("PUT", `/api/orgs/${org}/conversations/${encodeURIComponent(conversationId)}/priority`, {
      priority,
    });
  }

  async #json<T>(method: string, path: string, body?: unknown): Promise<T> {
    return (await (await this.#request(method, path, body)).json()) as T;
  }

  async #request(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await fetch(this.#url + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(this.#token === null ? {} : { authorization: `Bearer ${this.#token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${await response.text()}`);
    return response;
  }
}
