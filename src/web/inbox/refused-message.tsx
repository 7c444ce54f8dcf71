import type { FailedCommand } from "../../client/inbox.ts";
import { Button } from "../controls/button.tsx";
import { RichText } from "./rich-text.tsx";
import "./message-row.css";

/** A message that was never accepted: what was written is kept until someone decides. */
export function RefusedMessage({ failure }: { failure: FailedCommand<"message:send"> }) {
  return (
    <article className="message message-outbound" data-starts="" aria-label="Not accepted">
      <span className="message-no-avatar" />
      <div className="message-stack">
        <div className="bubble">
          <RichText text={failure.payload.body} />
        </div>
        <div className="message-failed">
          <p>
            <strong>Not sent.</strong> {failure.reason.message}
          </p>
          <Button onClick={() => failure.retry()}>Retry</Button>
          <Button look="quiet" onClick={() => failure.dismiss()}>
            Delete
          </Button>
        </div>
      </div>
    </article>
  );
}
