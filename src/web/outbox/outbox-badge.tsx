import { useCallback, useEffect, useState } from "react";
import { outbox as words } from "../messages/en/outbox.ts";
import { t } from "../messages/t.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { RailBadge } from "../shell/rail-badge.tsx";
import { outbox } from "./outbox-calls.ts";
import { useOutboxNews } from "./outbox-news.ts";

/**
 * How many messages did not arrive, or maybe did not: of everybody for those who manage the channels, of their own for
 * the others.
 */
export default function OutboxBadge({ ofEverybody }: { ofEverybody: boolean }) {
  const { slug } = useOrganisation();
  const [count, setCount] = useState(0);
  const load = useCallback(async () => {
    const counts = await outbox.counts(slug, "");
    if (!counts.ok) return;
    const { failed, unconfirmed, mine } = counts.value;
    setCount(ofEverybody ? failed + unconfirmed : mine);
  }, [slug, ofEverybody]);
  useEffect(() => void load(), [load]);
  // While there is none, only what makes one is of interest.
  useOutboxNews(load, (status) => count > 0 || status === "failed" || status === "unconfirmed");
  return <RailBadge count={count} what={t(words.badge)} tone="red" />;
}
