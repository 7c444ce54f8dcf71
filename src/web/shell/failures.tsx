import type { FailedCommand, KeptCommandName } from "../../client/inbox.ts";
import { useInbox, useInboxView } from "../../client/react.ts";
import "./failures.css";

/** Commands that were refused, until someone decides. A refused message is shown in its thread instead. */
export function Failures() {
  const inbox = useInbox();
  const failures = useInboxView((one) => one.failures());
  const shown = failures.filter((failure) => failure.command !== "message:send");
  return (
    <output>
      {shown.map((failure) => (
        <span key={failure.id} className="failure">
          <span>
            {attempt[failure.command]} with {contactOf(failure)} did not work: {failure.reason.message}
          </span>
          {isAssigning(failure) && failure.reason.code === "already_assigned" ? (
            <button
              type="button"
              className="failure-action"
              onClick={() => {
                failure.dismiss();
                inbox.assign(failure.payload.conversationId, failure.payload.agentId);
              }}
            >
              Assign anyway
            </button>
          ) : (
            <button type="button" className="failure-action" onClick={() => failure.retry()}>
              Try again
            </button>
          )}
          <button type="button" className="failure-action" onClick={() => failure.dismiss()}>
            Dismiss
          </button>
        </span>
      ))}
    </output>
  );

  function contactOf({ payload }: FailedCommand): string {
    const contact = inbox.conversation(payload.conversationId)?.contact;
    return contact?.name ?? contact?.phoneNumber ?? "a customer";
  }
}

function isAssigning(failure: FailedCommand): failure is FailedCommand<"conversation:assign"> {
  return failure.command === "conversation:assign";
}

const attempt: Readonly<Record<KeptCommandName, string>> = {
  "message:send": "Sending a message in the conversation",
  "message:retry": "Sending a message again in the conversation",
  "conversation:read": "Marking as read the conversation",
  "conversation:unread": "Marking as unread the conversation",
  "conversation:close": "Closing the conversation",
  "conversation:archive": "Archiving the conversation",
  "conversation:reopen": "Reopening the conversation",
  "conversation:snooze": "Snoozing the conversation",
  "conversation:assign": "Assigning the conversation",
  "note:add": "Adding a note to the conversation",
};
