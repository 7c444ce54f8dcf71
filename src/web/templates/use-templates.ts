import { useCallback, useEffect, useState } from "react";
import { useInbox } from "../../client/react.ts";
import type { Template } from "../../protocol/template.ts";

/** After the last key of a search. */
const searchAfterMs = 200;

interface Templates {
  /** null until the first answer. */
  readonly items: readonly Template[] | null;
  readonly hasFailed: boolean;
  readonly hasMore: boolean;
  readonly more: () => void;
  readonly reload: () => void;
}

/** The approved templates of a channel that hold a text, page by page. */
export function useTemplates(channelId: string, q: string): Templates {
  const inbox = useInbox();
  const [state, setState] = useState<{ items: readonly Template[] | null; next: string | null; hasFailed: boolean }>({
    items: null,
    next: null,
    hasFailed: false,
  });
  const [times, setTimes] = useState(0);
  const load = useCallback(
    async (cursor: string | null, isWanted: () => boolean) => {
      try {
        const page = await inbox.templates(channelId, { status: "approved", ...(q === "" ? {} : { q }) }, cursor);
        if (!isWanted()) return;
        setState((before) => ({
          items: cursor === null ? page.items : [...(before.items ?? []), ...page.items],
          next: page.nextCursor,
          hasFailed: false,
        }));
      } catch {
        if (isWanted()) setState((before) => ({ ...before, hasFailed: true }));
      }
    },
    [inbox, channelId, q],
  );
  useEffect(() => {
    let isWanted = true;
    const timer = setTimeout(() => void load(null, () => isWanted), q === "" ? 0 : searchAfterMs);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [load, q, times]);
  const { items, next, hasFailed } = state;
  return {
    items,
    hasFailed,
    hasMore: next !== null,
    more: () => void load(next, () => true),
    reload: () => setTimes((before) => before + 1),
  };
}
