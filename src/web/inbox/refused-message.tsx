import type { FailedCommand } from "../../client/inbox.ts";
import { useInbox } from "../../client/react.ts";
import { Button } from "../controls/button.tsx";
import { thread as words } from "../messages/en/thread.ts";
import { t } from "../messages/t.ts";
import { Trans } from "../messages/trans.tsx";
import { RichText } from "./rich-text.tsx";
import "./message-row.css";

/** A message that was never accepted: what was written is kept until someone decides. */
export function RefusedMessage({ failure }: { failure: FailedCommand<"message:send"> }) {
  const inbox = useInbox();
  const { conversationId, body, ...options } = failure.payload;
  return (
    <article className="message message-outbound" data-starts="" aria-label={t(words.notAccepted)}>
      <span className="message-no-avatar" />
      <div className="message-stack">
        <div className="bubble">
          <RichText text={body} />
        </div>
        <div className="message-failed">
          <p>
            <Trans
              message={words.notSent}
              elements={{ strong: <strong /> }}
              values={{ reason: failure.reason.message }}
            />
          </p>
          {failure.reason.code === "locked" ? (
            <Button
              onClick={() => {
                failure.dismiss();
                inbox.send(conversationId, body, { ...quoteOf(options), takeover: true });
              }}
            >
              {t(words.takeOverAndSend)}
            </Button>
          ) : (
            <Button onClick={() => failure.retry()}>{t(words.retry)}</Button>
          )}
          <Button look="quiet" onClick={() => failure.dismiss()}>
            {t(words.delete)}
          </Button>
        </div>
      </div>
    </article>
  );
}

function quoteOf({ replyTo }: { replyTo?: string | null | undefined }): { replyTo?: string } {
  return replyTo == null ? {} : { replyTo };
}
