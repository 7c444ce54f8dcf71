import { readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { MediaShelf, type ShownFile } from "./media-shelf.ts";

/**
 * What the provider and the customers' phones know: business numbers, chats and their messages. Kept in
 * memory, bounded, and written to one small file so that the phones still show their past after a restart.
 */

export const simulatedChannels = ["whatsapp", "instagram", "sms"] as const;
export type SimulatedChannel = (typeof simulatedChannels)[number];

/** A business number or account, as its provider hands it out. */
export interface BusinessNumber {
  readonly channel: SimulatedChannel;
  /** The id that its provider has for it: of SMS the number itself with `+`, of Instagram the account's id. */
  readonly phoneNumberId: string;
  /** The account above it: of SMS the account SID; Instagram has none. */
  readonly wabaId: string;
  /** As people know it: `+` and digits, or `@name`. */
  readonly displayNumber: string;
  readonly name: string;
  /** Of SMS the auth token. */
  readonly accessToken: string;
}

/** A person with a phone. `phone` is digits; null for those whom Meta names by a user id alone, as on Instagram. */
export interface Customer {
  readonly phone: string | null;
  readonly userId: string | null;
  /** Of Instagram, without its `@`; absent where only the id is known. */
  readonly username?: string;
  name: string | null;
}

export type Tick = "pending" | "sent" | "delivered" | "read";

export interface PhoneMessage {
  readonly id: string;
  readonly from: "customer" | "business";
  /** Unix milliseconds. */
  readonly at: number;
  readonly type: string;
  readonly text: string;
  readonly quotes: string | null;
  tick: Tick;
  customerReaction: string | null;
  /** Absent of a message without files. What is sent by its address comes later, in any order. */
  files?: readonly ShownFile[];
  /** What the business reacted with; absent while it has not. */
  businessReaction?: string | null;
}

export interface Chat {
  readonly key: string;
  readonly phoneNumberId: string;
  readonly customer: Customer;
  readonly messages: PhoneMessage[];
  /** Until when the phone shows that the business types, Unix milliseconds; absent when it does not. */
  typingUntil?: number;
}

/** What an open page of phones is told; latest wins. */
export type WorldEvent =
  | { readonly type: "number"; readonly number: Omit<BusinessNumber, "accessToken"> }
  | { readonly type: "chat"; readonly chat: Omit<Chat, "messages" | "typingUntil"> }
  | { readonly type: "message"; readonly chat: string; readonly message: PhoneMessage }
  | { readonly type: "typing"; readonly chat: string; readonly until: number | null };

const maxChats = 2_000;
const maxMessagesPerChat = 500;
/** Changes of this long go into one write. */
const saveEveryMs = 300;
const ticks: readonly Tick[] = ["pending", "sent", "delivered", "read"];

export class World {
  readonly numbers = new Map<string, BusinessNumber>();
  /** Where Twilio is told to send the messages to a number: what people enter in its console. */
  readonly smsUrls = new Map<string, string>();
  readonly chats = new Map<string, Chat>();
  readonly media = new MediaShelf();
  readonly #messages = new Map<string, { chat: Chat; message: PhoneMessage }>();
  readonly #listeners = new Set<(event: WorldEvent) => void>();
  readonly #path: string | null;
  #writing: Promise<void> | null = null;
  #dirty = false;

  /** `path`: the file that keeps the chats, or null to keep them in memory alone. */
  constructor(path: string | null) {
    this.#path = path;
    if (path !== null) this.#load(path);
  }

  subscribe(listener: (event: WorldEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  addNumber(number: BusinessNumber): void {
    this.numbers.set(number.phoneNumberId, number);
    const { accessToken: _, ...shown } = number;
    this.#tell({ type: "number", number: shown });
  }

  /** Finds the chat of a customer with a number or opens it; a name given later is kept. */
  chat(phoneNumberId: string, customer: Customer): Chat {
    const key = `${phoneNumberId}:${customer.phone ?? customer.userId ?? ""}`;
    let chat = this.chats.get(key);
    if (chat === undefined) {
      chat = { key, phoneNumberId, customer: { ...customer }, messages: [] };
      this.chats.set(key, chat);
      this.#forgetOldest();
    } else if (customer.name === null || customer.name === chat.customer.name) {
      return chat;
    } else {
      chat.customer.name = customer.name;
    }
    this.#tell({ type: "chat", chat: { key, phoneNumberId, customer: chat.customer } });
    return chat;
  }

  add(chat: Chat, message: PhoneMessage): void {
    if (this.#messages.has(message.id)) return;
    chat.messages.push(message);
    this.#messages.set(message.id, { chat, message });
    if (chat.messages.length > maxMessagesPerChat) {
      const dropped = chat.messages.shift();
      if (dropped !== undefined) this.#messages.delete(dropped.id);
    }
    if (message.from === "business") this.#typed(chat);
    this.#tell({ type: "message", chat: chat.key, message });
  }

  find(messageId: string): { chat: Chat; message: PhoneMessage } | null {
    return this.#messages.get(messageId) ?? null;
  }

  /** Moves a message's tick forward, never back. */
  tick(messageId: string, tick: Tick): void {
    const found = this.#messages.get(messageId);
    if (found === undefined || ticks.indexOf(tick) <= ticks.indexOf(found.message.tick)) return;
    found.message.tick = tick;
    this.#tell({ type: "message", chat: found.chat.key, message: found.message });
  }

  react(messageId: string, emoji: string | null): void {
    const found = this.#messages.get(messageId);
    if (found === undefined) return;
    found.message.customerReaction = emoji;
    this.#tell({ type: "message", chat: found.chat.key, message: found.message });
  }

  /** A file of a message that was sent by its address has come. */
  attach(messageId: string, file: ShownFile): void {
    const found = this.#messages.get(messageId);
    if (found === undefined) return;
    found.message.files = [...(found.message.files ?? []), file];
    this.#tell({ type: "message", chat: found.chat.key, message: found.message });
  }

  reactAsBusiness(messageId: string, emoji: string | null): void {
    const found = this.#messages.get(messageId);
    if (found === undefined) return;
    found.message.businessReaction = emoji;
    this.#tell({ type: "message", chat: found.chat.key, message: found.message });
  }

  typing(chat: Chat, until: number): void {
    chat.typingUntil = until;
    this.#tell({ type: "typing", chat: chat.key, until });
  }

  /** Resolves when what is known now is in the file. */
  async flush(): Promise<void> {
    while (this.#dirty || this.#writing !== null) {
      await this.#writing;
      if (this.#dirty) this.#save();
    }
  }

  /** What was being typed has come. */
  #typed(chat: Chat): void {
    if (chat.typingUntil === undefined) return;
    delete chat.typingUntil;
    this.#tell({ type: "typing", chat: chat.key, until: null });
  }

  #tell(event: WorldEvent): void {
    for (const listener of this.#listeners) listener(event);
    this.#dirty = true;
    if (this.#writing === null) this.#save();
  }

  /** One write at a time; what changed meanwhile goes into the next one. */
  #save(): void {
    const path = this.#path;
    this.#dirty = false;
    if (path === null) return;
    const write = async () => {
      await new Promise((resolve) => setTimeout(resolve, saveEveryMs));
      this.#dirty = false;
      await writeFile(`${path}.new`, JSON.stringify([...this.chats.values()]));
      await rename(`${path}.new`, path);
    };
    this.#writing = write()
      .catch((error: unknown) => console.error(`The phones' past could not be saved: ${String(error)}`))
      .finally(() => {
        this.#writing = null;
        if (this.#dirty) this.#save();
      });
  }

  #load(path: string): void {
    let chats: Chat[];
    try {
      chats = JSON.parse(readFileSync(path, "utf8")) as Chat[];
    } catch {
      return;
    }
    for (const chat of chats) {
      this.chats.set(chat.key, chat);
      for (const message of chat.messages) this.#messages.set(message.id, { chat, message });
    }
  }

  #forgetOldest(): void {
    if (this.chats.size <= maxChats) return;
    const [oldest] = this.chats.values();
    if (oldest === undefined) return;
    for (const message of oldest.messages) this.#messages.delete(message.id);
    this.chats.delete(oldest.key);
  }
}
