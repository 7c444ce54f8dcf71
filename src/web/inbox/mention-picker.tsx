import type { Agent } from "../../protocol/records.ts";
import { Avatar } from "../controls/avatar.tsx";
import { composer as words } from "../messages/en/composer.ts";
import { t } from "../messages/t.ts";
import { type Completion, completionOf } from "./completion.ts";

const shownAtMost = 5;

/** What stands between the last `@` and the caret, when it may be the beginning of a name. */
function mentionBefore(beforeCaret: string): string | null {
  return /(?:^|[\s(])@([\p{L}\p{N} .'-]{0,30})$/u.exec(beforeCaret)?.[1] ?? null;
}

/** The colleagues whose names begin as what follows an `@`; null when there are none. */
export function mentionCompletion(beforeCaret: string, agents: readonly Agent[]): Completion | null {
  const begun = mentionBefore(beforeCaret);
  if (begun === null) return null;
  const wanted = begun.toLocaleLowerCase();
  const named = agents.filter(({ name }) => name.toLocaleLowerCase().startsWith(wanted)).slice(0, shownAtMost);
  return completionOf(
    t(words.mention),
    begun.length,
    named.map(({ id, name }) => ({
      key: id,
      text: `${name} `,
      shown: (
        <>
          <Avatar id={id} name={name} size={20} />
          <bdi>{name}</bdi>
        </>
      ),
    })),
  );
}
