import { AtSign, CheckCheck } from "lucide-react";
import { useEffect } from "react";
import type { MentionView } from "../../client/inbox.ts";
import { useInbox, useInboxView } from "../../client/react.ts";
import { Button } from "../controls/button.tsx";
import { Empty, Notice } from "../controls/notice.tsx";
import { useTitle } from "../inbox/unread.ts";
import { MentionRow } from "./mention-row.tsx";
import { mentions } from "../messages/en/mentions.ts";
import { shell } from "../messages/en/shell.ts";
import { t } from "../messages/t.ts";
import "../controls/report-page.css";
import "./mentions-page.css";

/** Notes in which a colleague named me, newest first. */
export default function MentionsPage() {
  const inbox = useInbox();
  const view = useInboxView((one) => one.mentions());
  useTitle(t(mentions.title));
  const untouched = view.items.length === 0 && view.hasMore && !view.loading && view.error === null;
  useEffect(() => {
    if (untouched) void inbox.loadMentions();
  }, [inbox, untouched]);

  return (
    <main className="report">
      <header className="report-header">
        <h1 className="report-title">{t(mentions.title)}</h1>
        {view.unread === 0 ? null : (
          <Button
            look="quiet"
            onClick={() => {
              for (const { record } of view.items) if (record.readAt === null) markRead(record);
            }}
          >
            <CheckCheck size={16} aria-hidden />
            {t(mentions.markAll)}
          </Button>
        )}
      </header>
      <div className="mentions-list">
        {view.items.length === 0 && !view.hasMore ? (
          <Empty icon={AtSign} title={t(mentions.none)}>
            {t(mentions.noneHint)}
          </Empty>
        ) : null}
        <ul>
          {view.items.map((item) => (
            <li key={item.record.id}>
              <MentionRow view={item} open={() => markRead(item.record)} />
            </li>
          ))}
        </ul>
        {view.error === null ? null : <Notice tone="error">{t(mentions.notLoaded, { reason: view.error })}</Notice>}
        {view.hasMore && (view.items.length > 0 || view.error !== null) ? (
          <Button className="mentions-more" busy={view.loading} onClick={() => void inbox.loadMentions()}>
            {t(view.error === null ? mentions.older : shell.tryAgain)}
          </Button>
        ) : null}
      </div>
    </main>
  );

  function markRead({ conversationId, messageId, readAt }: MentionView["record"]): void {
    if (readAt === null) inbox.ask("mention:read", { conversationId, messageId });
  }
}
