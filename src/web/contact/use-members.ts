import { useEffect, useState } from "react";
import type { Contact } from "../../protocol/records.ts";
import { contacts } from "../api.ts";
import { useOrganisation } from "../shell/organisation.ts";

export interface Members {
  /** Those that were merged into the contact, in the order in which they came. */
  readonly list: readonly Contact[];
  /** Why they could not be loaded, in words. */
  readonly error: string | null;
}

const nobody: Members = { list: [], error: null };

/** Of what contacts a contact is made, beside itself. */
export function useMembers({ id, seq, mergedIds = [] }: Contact): Members {
  const { slug } = useOrganisation();
  const ids = mergedIds.join();
  const [loaded, setLoaded] = useState<Members & { of: string }>({ ...nobody, of: "" });
  useEffect(() => {
    if (ids === "") return;
    let gone = false;
    void contacts.list(slug, { mergedInto: id, minSeq: String(seq) }).then((result) => {
      if (gone) return;
      const list = result.ok
        ? ids.split(",").flatMap((one) => result.value.items.find((item) => item.id === one) ?? [])
        : [];
      setLoaded({ of: ids, list, error: result.ok ? null : result.message });
    });
    return () => {
      gone = true;
    };
  }, [slug, id, seq, ids]);
  return loaded.of === ids ? loaded : nobody;
}
