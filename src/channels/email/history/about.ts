/** What is known of a mail whose history is looked for. */
export interface About {
  readonly subject: string | null;
  /** Whether it answers another; a mail that answers nothing has no history, whatever it looks like. */
  readonly isAnswer: boolean;
  readonly sender: string | null;
  /** Addresses of those whom it was sent to, without tags. */
  readonly others: ReadonlySet<string>;
}
