import { PenLine } from "lucide-react";
import { useInboxView } from "../../client/react.ts";
import { Button } from "../controls/button.tsx";
import { composer as words } from "../messages/en/composer.ts";
import { t } from "../messages/t.ts";
import { Trans } from "../messages/trans.tsx";
import "./lock-banner.css";

interface LockBannerProps {
  conversationId: string;
  /** A reply of mine was refused because of the lock; it is in the box again. */
  isRefused: boolean;
  takeOver: () => void;
  takeOverAndSend: () => void;
}

/** Who is replying, so that nobody answers twice. Says so to whoever lost the lock, and how to get it back. */
export function LockBanner({ conversationId, isRefused, takeOver, takeOverAndSend }: LockBannerProps) {
  const lock = useInboxView((one) => one.lockOf(conversationId));
  const isLive = useInboxView((one) => one.connection.state === "live");
  const other = lock === null || lock.isMine ? null : lock;
  // The live region stays, so that screen readers hear what comes into it.
  return (
    <output className="lock" aria-label={t(words.whoReplies)}>
      {other === null ? null : (
        <span className="lock-banner">
          <PenLine size={16} aria-hidden />
          <span className="lock-words">
            <Trans
              message={
                other.isLost
                  ? words[isRefused ? "tookOverInstead" : "tookOver"]
                  : words[isRefused ? "repliesInstead" : "replies"]
              }
              elements={{ strong: <strong /> }}
              values={{ name: other.agentName }}
            />
          </span>
          {!isLive ? null : isRefused ? (
            <Button onClick={takeOverAndSend}>{t(words.takeOverAndSend)}</Button>
          ) : (
            <Button onClick={takeOver}>{t(words.takeOver)}</Button>
          )}
        </span>
      )}
    </output>
  );
}
