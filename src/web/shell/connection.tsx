import { useEffect } from "react";
import { useLocation } from "wouter";
import type { ConnectionState } from "../../client/inbox.ts";
import { useInbox, useInboxView } from "../../client/react.ts";
import { shell } from "../messages/en/shell.ts";
import { t } from "../messages/t.ts";
import { forgetRecords } from "../offline/signed-in.ts";
import { loadNewVersion } from "../offline/updates.ts";
import { useSession } from "../session.ts";
import "./connection.css";

/** The small light in the rail. */
export function ConnectionLight() {
  const connection = useInboxView((inbox) => inbox.connection);
  const { tone, word } = lightOf(connection);
  return (
    <span className={`light light-${tone}`} data-connection={connection.state}>
      <span className="light-dot" aria-hidden />
      {word}
    </span>
  );
}

/** What is wrong with the connection, what is kept, and what to do. Silent while all is well. */
export function ConnectionBanner() {
  const inbox = useInbox();
  const connection = useInboxView((one) => one.connection);
  const { refresh } = useSession();
  const [path, navigate] = useLocation();
  const toSignIn = () => navigate(`/sign-in?next=${encodeURIComponent(path)}`);
  const isSignedOut = connection.state === "signedOut";
  // Signed out elsewhere: nothing of it stays here, and the page leaves as soon as the server has confirmed it.
  useEffect(() => {
    if (!isSignedOut) return;
    void forgetRecords();
    void refresh();
  }, [isSignedOut, refresh]);
  const banner = bannerOf(connection, { reconnect: () => inbox.reconnect(), toSignIn });
  // The live region stays, so that screen readers hear what comes into it.
  return (
    <output>
      {banner === null ? null : (
        <span className={`connection-banner connection-${banner.tone}`}>
          <span>{banner.text}</span>
          {banner.action === null ? null : (
            <button type="button" className="connection-action" onClick={banner.action.run}>
              {banner.action.label}
            </button>
          )}
        </span>
      )}
    </output>
  );
}

type Tone = "green" | "amber" | "red" | "faint";

function lightOf(connection: ConnectionState): { tone: Tone; word: string } {
  switch (connection.state) {
    case "live":
      return { tone: "green", word: t(shell.live) };
    case "connecting":
    case "closed":
      return { tone: "faint", word: "…" };
    case "reconnecting":
      return { tone: "amber", word: t(shell.waiting) };
    case "offline":
    case "signedOut":
    case "removed":
    case "replaced":
    case "outdated":
      return { tone: "red", word: t(shell.offline) };
  }
}

interface Banner {
  tone: "amber" | "red";
  text: string;
  action: { label: string; run: () => void } | null;
}

function bannerOf(
  connection: ConnectionState,
  { reconnect, toSignIn }: { reconnect: () => void; toSignIn: () => void },
): Banner | null {
  switch (connection.state) {
    case "live":
    case "connecting":
    case "closed":
      return null;
    case "reconnecting":
      return { tone: "amber", text: t(shell.reconnecting), action: { label: t(shell.tryNow), run: reconnect } };
    case "offline":
      return { tone: "red", text: t(shell.youAreOffline), action: null };
    case "signedOut":
      return {
        tone: "red",
        text: t(shell.signedOut),
        action: { label: t(shell.signIn), run: toSignIn },
      };
    case "removed":
      return { tone: "red", text: t(shell.removed), action: null };
    case "replaced":
      return {
        tone: "amber",
        text: t(shell.replaced),
        action: { label: t(shell.useItHere), run: reconnect },
      };
    case "outdated":
      return {
        tone: "amber",
        text: t(shell.outdated),
        action: { label: t(shell.load), run: () => void loadNewVersion() },
      };
  }
}
