import { AtSign, CheckCheck } from "lucide-react";
import { useEffect } from "react";
import type { MentionView } from "../../client/inbox.ts";
import { useInbox, useInboxView } from "../../client/react.ts";
import { Button } from "../controls/button.tsx";
import { Empty, Notice } from "../controls/notice.tsx";
import { useTitle } from "../inbox/unread.ts";
import { MentionRow } from "./mention-row.tsx";
import "./mentions-page.css";

/** Notes in which a colleague named me, newest first. */
export default function MentionsPage() {
  const inbox = useInbox();
  const view = useInboxView((one) => one.mentions());
  useTitle("Mentions");
  const untouched = view.items.length === 0 && view.hasMore && !view.loading && view.error === null;
  useEffect(() => {
    if (untouched) void inbox.loadMentions();
  }, [inbox, untouched]);

  return (
    <main className="mentions">
      <header className="mentions-header">
        <h1 className="mentions-title">Mentions</h1>
        {view.unread === 0 ? null : (
          <Button
            look="quiet"
            onClick={() => {
              for (const { record } of view.items) if (record.readAt === null) markRead(record);
            }}
          >
            <CheckCheck size={16} aria-hidden />
            Mark all as read
          </Button>
        )}
      </header>
      <div className="mentions-list">
        {view.items.length === 0 && !view.hasMore ? (
          <Empty icon={AtSign} title="Nobody has mentioned you yet">
            In a private note, type @ and a name to ask a colleague for help: customers never see it. What names you
            appears here.
          </Empty>
        ) : null}
        <ul>
          {view.items.map((item) => (
            <li key={item.record.id}>
              <MentionRow view={item} open={() => markRead(item.record)} />
            </li>
          ))}
        </ul>
        {view.error === null ? null : <Notice tone="error">The mentions could not be loaded. {view.error}</Notice>}
        {view.hasMore && (view.items.length > 0 || view.error !== null) ? (
          <Button className="mentions-more" busy={view.loading} onClick={() => void inbox.loadMentions()}>
            {view.error === null ? "Show older ones" : "Try again"}
          </Button>
        ) : null}
      </div>
    </main>
  );

  function markRead({ conversationId, messageId, readAt }: MentionView["record"]): void {
    if (readAt === null) inbox.ask("mention:read", { conversationId, messageId });
  }
}
