import { useCallback, useEffect, useState } from "react";
import { Link } from "wouter";
import type { Channel } from "../../protocol/records.ts";
import type { UndeliveredCounts } from "../../protocol/undelivered.ts";
import { channelPage as words } from "../messages/en/channel-page.ts";
import { t } from "../messages/t.ts";
import { useOutboxNews } from "../outbox/outbox-news.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { channels } from "./channel-calls.ts";

const shown = ["waiting", "failed", "unconfirmed"] as const;

/** What is not with its customers, of this channel, and the way to it. */
export function ChannelQueue({ channel: { id, state } }: { channel: Channel }) {
  const { slug } = useOrganisation();
  const [counts, setCounts] = useState<UndeliveredCounts | null>(null);
  const load = useCallback(async () => {
    const result = await channels.counts(slug, id);
    if (result.ok) setCounts(result.value);
  }, [slug, id]);
  useEffect(() => void load(), [load, state]);
  useOutboxNews(load);
  const some = counts === null ? [] : shown.filter((one) => counts[one] > 0);
  return (
    <section className="settings-section" aria-labelledby="queue" aria-busy={counts === null}>
      <h2 className="settings-heading" id="queue">
        {t(words.waiting)}
      </h2>
      {counts === null ? null : some.length === 0 ? (
        <p className="settings-text">{t(words["waiting.none"])}</p>
      ) : (
        <ul className="channel-queue">
          {some.map((one) => (
            <li key={one}>
              <Link
                className="text-link"
                href={`/o/${slug}/outbox?${new URLSearchParams({ state: one, channel: id }).toString()}`}
              >
                {t(words[`count.${one}`], { count: counts[one] })}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
