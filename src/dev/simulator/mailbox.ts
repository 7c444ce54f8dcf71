import * as v from "valibot";

/** Invitation and password-reset mails, as Parley posts them to its mail port. */
export const MailSchema = v.object({
  from: v.string(),
  to: v.string(),
  subject: v.string(),
  text: v.string(),
  html: v.optional(v.string(), ""),
});

export type Mail = v.InferOutput<typeof MailSchema> & { readonly n: number; readonly at: string };

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

  add(mail: v.InferOutput<typeof MailSchema>): Mail {
    this.#last += 1;
    const kept = { ...mail, n: this.#last, at: new Date().toISOString() };
    this.#mails.push(kept);
    if (this.#mails.length > maxMails) this.#mails.shift();
    for (const listener of this.#listeners) listener();
    return kept;
  }

  /** Newest first; to one address only when it is given. */
  list(to: string | undefined): Mail[] {
    return this.#mails.filter((mail) => to === undefined || mail.to.includes(to)).reverse();
  }
}
