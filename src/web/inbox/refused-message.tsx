import { LayoutTemplate, Paperclip } from "lucide-react";
import type { FailedCommand } from "../../client/inbox.ts";
import { useInbox } from "../../client/react.ts";
import { Button } from "../controls/button.tsx";
import { files } from "../messages/en/files.ts";
import { thread as words } from "../messages/en/thread.ts";
import { t } from "../messages/t.ts";
import { Trans } from "../messages/trans.tsx";
import { refusalText } from "../refusal-text.ts";
import { RichText } from "./rich-text.tsx";
import "./message-row.css";

/** A message that was never accepted: what was written is kept until someone decides. */
export function RefusedMessage({ failure }: { failure: FailedCommand<"message:send"> }) {
  const inbox = useInbox();
  const { conversationId, body, lockToken: _, ...options } = failure.payload;
  const count = options.attachments?.length ?? 0;
  return (
    <article className="message message-outbound" data-starts="" aria-label={t(words.notAccepted)}>
      <span className="message-no-avatar" />
      <div className="message-stack">
        <div className="bubble">
          {count === 0 ? null : (
            <p className="bubble-files">
              <Paperclip size={16} aria-hidden />
              {t(files.withFiles, { count })}
            </p>
          )}
          {options.template === undefined ? null : (
            <p className="bubble-files">
              <LayoutTemplate size={16} aria-hidden />
              <bdi>{options.template.name}</bdi>
            </p>
          )}
          {body === "" ? null : <RichText text={body} />}
        </div>
        <div className="message-failed">
          <p>
            <Trans
              message={words.notSent}
              elements={{ strong: <strong /> }}
              values={{ reason: refusalText(failure.reason) }}
            />
          </p>
          {failure.reason.code === "locked" ? (
            <Button
              onClick={() => {
                failure.dismiss();
                inbox.send(conversationId, body, { ...options, takeover: true });
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
