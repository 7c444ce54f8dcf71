import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import { useInbox } from "../../client/react.ts";
import type { Contact } from "../../protocol/records.ts";
import { contacts } from "../api.ts";
import { useOrganisation } from "../shell/organisation.ts";

/** After a new customer the list is asked for again, once for all that come in this time. */
const quietMs = 1_000;

export interface ContactList {
  /** What `items` answer to: not yet what is asked now. */
  q: string;
  items: readonly Contact[];
  hasMore: boolean;
  loading: boolean;
  /** Why it could not be loaded, in words. */
  error: string | null;
  /** The next page, or what failed again. */
  load: () => void;
}

interface Loaded {
  /** What was searched for. */
  q: string;
  items: readonly Contact[];
  /** null: there are no more; undefined: nothing was loaded yet. */
  cursor: string | null | undefined;
}

/** Customers by name, of whose name or number `q` is a part. */
export function useContacts(q: string): ContactList {
  const { slug } = useOrganisation();
  const inbox = useInbox();
  const [loaded, setLoaded] = useState<Loaded>({ q, items: [], cursor: undefined });
  const [loading, setLoading] = useState(true);
  const [error, setError] = useState<string | null>(null);
  /** An answer to an older question says nothing. */
  const asked = useRef(0);

  const ask = useCallback(
    async (from: Loaded, minSeq?: number) => {
      const mine = ++asked.current;
      setLoading(true);
      const result = await contacts.list(slug, {
        ...(from.q === "" ? {} : { q: from.q }),
        ...(from.cursor == null ? {} : { cursor: from.cursor }),
        ...(minSeq === undefined ? {} : { minSeq: String(minSeq) }),
      });
      if (mine !== asked.current) return;
      setLoading(false);
      setError(result.ok ? null : result.message);
      if (!result.ok) return;
      const known = new Set(from.items.map(({ id }) => id));
      const items = [...from.items, ...result.value.items.filter(({ id }) => !known.has(id))];
      setLoaded({ q: from.q, items, cursor: result.value.nextCursor });
    },
    [slug],
  );

  useEffect(() => void ask({ q, items: [], cursor: undefined }), [ask, q]);

  // Whoever has read on keeps their place; the first page is short enough to be asked for again.
  const renew = useEffectEvent((minSeq: number | undefined) => {
    if (loaded.q === q && loaded.items.length <= firstPage) void ask({ q, items: [], cursor: undefined }, minSeq);
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const happened = ({ contactId }: { contactId: string }) => {
      timer ??= setTimeout(() => {
        timer = undefined;
        renew(inbox.contactRecord(contactId)?.seq);
      }, quietMs);
    };
    const stops = (["contact:created", "contact:merged", "contact:unmerged"] as const).map((event) =>
      inbox.on(event, happened),
    );
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [inbox]);

  return {
    q: loaded.q,
    items: loaded.items,
    hasMore: loaded.cursor !== null,
    loading,
    error,
    load: () => void ask(loaded.q === q ? loaded : { q, items: [], cursor: undefined }),
  };
}

/** As many as a page of the API holds. */
const firstPage = 50;
