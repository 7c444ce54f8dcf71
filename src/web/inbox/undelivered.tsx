import type { Message } from "../../protocol/records.ts";
import { listText } from "../list-text.ts";
import { thread as words } from "../messages/en/thread.ts";
import { Trans } from "../messages/trans.tsx";

interface Undelivered {
  readonly address: string;
  readonly isCopy: boolean;
  readonly error: { readonly message: string };
}

/** Whom a mail did not reach, beside what became of it as a whole: those in copy, and a customer who had opened it before. */
export function NotReached({ message }: { message: Message }) {
  const { undelivered } = message.content ?? {};
  const all = Array.isArray(undelivered) ? (undelivered as Undelivered[]) : [];
  const shown = message.status === "failed" ? all.filter(({ isCopy }) => isCopy) : all;
  if (shown.length === 0) return null;
  return (
    <div className="message-failed">
      <ul>
        {shown.map(({ address, error }) => (
          <li key={address} dir="auto">
            <Trans
              message={words.notDeliveredTo}
              elements={{ strong: <strong /> }}
              values={{ address: listText([address]), reason: error.message }}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
