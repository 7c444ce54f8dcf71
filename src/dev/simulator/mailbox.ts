import * as v from "valibot";

/** Everybody's mail in one box: invitations and resets, what Parley's channels have sent, what customers have written. */

/** Invitation and password-reset mails, as Parley posts them to its mail port. */
export const MailSchema = v.object({
  from: v.string(),
  to: v.string(),
  subject: v.string(),
  text: v.string(),
  html: v.optional(v.string(), ""),
});

export interface Mail extends v.InferOutput<typeof MailSchema> {
  readonly n: number;
  readonly at: string;
  /** `system`: an invitation or a reset; `reply`: a channel's to a customer; `customer`: a customer's to a channel. */
  readonly kind: "system" | "reply" | "customer";
  readonly cc: readonly string[];
  /** Where an answer goes: the address with Parley's token behind its plus. */
  readonly replyTo: string | null;
  /** With brackets; null where nobody named it. */
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  readonly references: string | null;
  readonly files: readonly { readonly filename: string; readonly sizeBytes: number }[];
}

export type NewMail = Pick<Mail, "from" | "to" | "subject" | "text" | "html"> & Partial<Omit<Mail, "n" | "at">>;

const maxMails = 500;

export class Mailbox {
  readonly #mails: Mail[] = [];
  readonly #listeners = new Set<() => void>();
  #last = 0;

  /** `listener` is called when a mail has come. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  add(mail: NewMail): Mail {
    this.#last += 1;
    const kept: Mail = { ...unnamed, ...mail, n: this.#last, at: new Date().toISOString() };
    this.#mails.push(kept);
    if (this.#mails.length > maxMails) this.#mails.shift();
    for (const listener of this.#listeners) listener();
    return kept;
  }

  /** Newest first; to one address only when it is given. */
  list(to: string | undefined): Mail[] {
    return this.#mails.filter((mail) => to === undefined || mail.to.includes(to)).reverse();
  }

  /** The newest mail of this Message-ID, with or without its brackets. */
  find(messageId: string): Mail | null {
    const bracketed = messageId.startsWith("<") ? messageId : `<${messageId}>`;
    return this.#mails.findLast((mail) => mail.messageId === bracketed) ?? null;
  }
}

const unnamed = {
  kind: "system",
  cc: [],
  replyTo: null,
  messageId: null,
  inReplyTo: null,
  references: null,
  files: [],
} as const;
