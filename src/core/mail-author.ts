import type { Alias, Message } from "../protocol/records.ts";

interface Authored {
  readonly from?: { readonly address?: string; readonly name?: string | null };
  readonly isOther?: boolean;
}

/** The name, else the address, of who wrote a mail that is not the contact's; undefined for any other message. */
export function otherAuthor({ content }: Pick<Message, "content">): string | undefined {
  const mail = content?.["mail"] as Authored | undefined;
  return mail?.isOther === true ? (mail.from?.name ?? mail.from?.address) : undefined;
}

/** A mail says of its author whether that is the contact, so that whoever shows it need not know the contact's names. */
export function withAuthor(content: Message["content"], names: readonly Alias[]): Message["content"] {
  const mail = content?.["mail"] as Authored | undefined;
  const author = mail?.from?.address;
  if (author === undefined || names.some(({ kind, value }) => kind === "email" && value === author)) return content;
  return { ...content, mail: { ...mail, isOther: true } };
}
