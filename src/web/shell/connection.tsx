import { useLocation } from "wouter";
import type { ConnectionState } from "../../client/inbox.ts";
import { useInbox, useInboxView } from "../../client/react.ts";
import { loadNewVersion } from "../offline/updates.ts";
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
  const [path, navigate] = useLocation();
  const toSignIn = () => navigate(`/sign-in?next=${encodeURIComponent(path)}`);
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
      return { tone: "green", word: "Live" };
    case "connecting":
    case "closed":
      return { tone: "faint", word: "…" };
    case "reconnecting":
      return { tone: "amber", word: "Waiting" };
    case "offline":
    case "signedOut":
    case "removed":
    case "replaced":
    case "outdated":
      return { tone: "red", word: "Offline" };
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
      return { tone: "amber", text: "Reconnecting…", action: { label: "Try now", run: reconnect } };
    case "offline":
      return { tone: "red", text: "You are offline — messages will be sent when you are back", action: null };
    case "signedOut":
      return {
        tone: "red",
        text: "You are signed out. What you wrote is kept and will be sent when you sign in again.",
        action: { label: "Sign in", run: toSignIn },
      };
    case "removed":
      return { tone: "red", text: "You are no longer a member of this organisation.", action: null };
    case "replaced":
      return {
        tone: "amber",
        text: "This tab was opened again elsewhere.",
        action: { label: "Use it here", run: reconnect },
      };
    case "outdated":
      return {
        tone: "amber",
        text: "There is a new version of Parley.",
        action: { label: "Load it", run: () => void loadNewVersion() },
      };
  }
}
