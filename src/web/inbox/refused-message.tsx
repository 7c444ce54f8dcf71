import type { FailedCommand } from "../../client/inbox.ts";
import { useInbox } from "../../client/react.ts";
import { Button } from "../controls/button.tsx";
import { RichText } from "./rich-text.tsx";
import "./message-row.css";

/** A message that was never accepted: what was written is kept until someone decides. */
export function RefusedMessage({ failure }: { failure: FailedCommand<"message:send"> }) {
  const inbox = useInbox();
  const { conversationId, body, ...options } = failure.payload;
  return (
    <article className="message message-outbound" data-starts="" aria-label="Not accepted">
      <span className="message-no-avatar" />
      <div className="message-stack">
        <div className="bubble">
          <RichText text={body} />
        </div>
        <div className="message-failed">
          <p>
            <strong>Not sent.</strong> {failure.reason.message}
          </p>
          {failure.reason.code === "locked" ? (
            <Button
              onClick={() => {
                failure.dismiss();
                inbox.send(conversationId, body, { ...quoteOf(options), takeover: true });
              }}
            >
              Take over and send
            </Button>
          ) : (
            <Button onClick={() => failure.retry()}>Retry</Button>
          )}
          <Button look="quiet" onClick={() => failure.dismiss()}>
            Delete
          </Button>
        </div>
      </div>
    </article>
  );
}

function quoteOf({ replyTo }: { replyTo?: string | null | undefined }): { replyTo?: string } {
  return replyTo == null ? {} : { replyTo };
}
