import { Suspense, useState } from "react";
import { useInboxView } from "../../client/react.ts";
import { Avatar } from "../controls/avatar.tsx";
import { lazily } from "../lazily.ts";
import { shell } from "../messages/en/shell.ts";
import { t } from "../messages/t.ts";
import { useSession } from "../session.ts";
import { useTellPresence } from "./presence.ts";

// The code of menus is a tenth of the page's, and none is open in the first view.
const AccountMenu = lazily(() => import("./account-menu.tsx"));

/** Me, and behind it my menu. */
export function AccountButton() {
  const { user } = useSession();
  const [asked, setAsked] = useState(false);
  useTellPresence();
  const button = (
    <button
      type="button"
      className="rail-account"
      aria-haspopup="menu"
      aria-label={t(shell.account, { name: user.name })}
      onClick={() => setAsked(true)}
    >
      <AccountAvatar />
    </button>
  );
  return <Suspense fallback={button}>{asked ? <AccountMenu /> : button}</Suspense>;
}

export function AccountAvatar() {
  const { user } = useSession();
  const presence = useInboxView((inbox) => inbox.presence(inbox.me ?? ""));
  return <Avatar id={user.id} name={user.name} presence={presence} />;
}
