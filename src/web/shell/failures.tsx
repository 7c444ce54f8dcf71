import type { FailedCommand, Inbox } from "../../client/inbox.ts";
import { useInbox, useInboxView } from "../../client/react.ts";
import { conversationIdOf } from "../../protocol/on-conversation.ts";
import { shell } from "../messages/en/shell.ts";
import { t } from "../messages/t.ts";
import { contactName } from "../inbox/names.ts";
import { attemptWords } from "./action-words.ts";
import { refusalText } from "../refusal-text.ts";
import "./failures.css";

/** Commands that were refused, until someone decides. A refused message is shown in its thread instead. */
export function Failures() {
  const inbox = useInbox();
  const failures = useInboxView((one) => one.failures());
  const shown = failures.filter((failure) => failure.command !== "message:send");
  // What was done to many at once is refused for few reasons: one line for each.
  const alike = Map.groupBy(shown, ({ command, reason }) => `${command} ${reason.message}`);
  return (
    <output>
      {[...alike].map(([key, refused]) => (
        <Refused key={key} inbox={inbox} refused={refused} />
      ))}
    </output>
  );
}

function Refused({ inbox, refused }: { inbox: Inbox; refused: readonly FailedCommand[] }) {
  const [first] = refused;
  if (first === undefined) return null;
  return (
    <span className="failure">
      <span>
        {t(shell.failed, {
          attempt: attemptWords(first.command, whose(refused, inbox)),
          reason: refusalText(first.reason),
        })}
      </span>
      {first.reason.code === "already_assigned" ? (
        <button type="button" className="failure-action" onClick={() => assignAnyway(refused, inbox)}>
          {t(shell.assignAnyway)}
        </button>
      ) : (
        <button type="button" className="failure-action" onClick={() => refused.forEach((one) => one.retry())}>
          {t(shell.tryAgain)}
        </button>
      )}
      <button type="button" className="failure-action" onClick={() => refused.forEach((one) => one.dismiss())}>
        {t(shell.dismiss)}
      </button>
    </span>
  );
}

function whose(refused: readonly FailedCommand[], inbox: Inbox): string {
  const [first] = refused;
  if (refused.length > 1 || first === undefined) return t(shell.conversations, { count: refused.length });
  const contact = inbox.conversation(conversationIdOf(first.payload) ?? "")?.contact ?? null;
  if (contact === null) return t(shell.conversationWithCustomer);
  return t(shell.conversationWith, { name: contactName(contact) });
}

/** To the same agent, whoever has it now. */
function assignAnyway(refused: readonly FailedCommand[], inbox: Inbox): void {
  for (const failure of refused.filter(isAssigning)) {
    const { conversationId, agentId = null } = failure.payload;
    failure.dismiss();
    inbox.assign(conversationId, agentId);
  }
}

function isAssigning(failure: FailedCommand): failure is FailedCommand<"conversation:assign"> {
  return failure.command === "conversation:assign";
}
