import { fillVariables, type VariableSources } from "../../core/variables.ts";
import type { RecordOf } from "../../protocol/records.ts";
import { composer as words } from "../messages/en/composer.ts";
import { t } from "../messages/t.ts";
import { type Completion, completionOf } from "./completion.ts";

type CannedResponse = RecordOf<"cannedResponse">;

const shownAtMost = 50;

/** What follows a `/` that begins a word; null when the caret is not behind one. */
function shortcutBefore(beforeCaret: string): string | null {
  return /(?:^|\s)\/([\p{L}\p{N}_-]{0,50})$/u.exec(beforeCaret)?.[1] ?? null;
}

/** The canned responses that `/` and what follows it may mean, with their variables filled; null when there are none. */
export function cannedCompletion(
  beforeCaret: string,
  responses: readonly CannedResponse[],
  sources: VariableSources,
): Completion | null {
  const begun = shortcutBefore(beforeCaret);
  if (begun === null) return null;
  return completionOf(
    t(words.cannedResponses),
    begun.length + 1,
    matching(responses, begun.toLocaleLowerCase()).map(({ id, shortcut, body }) => {
      const text = fillVariables(body, sources);
      return {
        key: id,
        text,
        shown: (
          <span className="canned">
            <bdi className="canned-shortcut">/{shortcut}</bdi>
            <span className="canned-text" dir="auto">
              {text}
            </span>
          </span>
        ),
      };
    }),
  );
}

/** Those whose shortcut begins so, then those that have it inside, then those whose text has it. */
function matching(responses: readonly CannedResponse[], wanted: string): CannedResponse[] {
  const rank = ({ shortcut, body }: CannedResponse) =>
    shortcut.startsWith(wanted)
      ? 0
      : shortcut.includes(wanted)
        ? 1
        : body.toLocaleLowerCase().includes(wanted)
          ? 2
          : null;
  return responses
    .flatMap((response) => {
      const at = rank(response);
      return at === null ? [] : [{ response, at }];
    })
    .toSorted((a, b) => a.at - b.at || a.response.shortcut.localeCompare(b.response.shortcut))
    .slice(0, shownAtMost)
    .map(({ response }) => response);
}
