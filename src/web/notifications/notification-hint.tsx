import { BellRing } from "lucide-react";
import { useLocation } from "wouter";
import { Button } from "../controls/button.tsx";
import { useSession } from "../session.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { dismissHint, useHint } from "./chosen.ts";
import { useDesktopPermission } from "./permission.ts";
import { allowDesktop } from "./push.ts";
import { notifications as words } from "../messages/en/notifications.ts";
import { t } from "../messages/t.ts";

/**
 * Offers notifications of the system once it is clear what they are good for: somebody wrote while nobody looked. Put
 * away, it never comes back; the settings still offer it.
 */
export function NotificationHint() {
  const { id } = useSession().user;
  const { slug } = useOrganisation();
  const hint = useHint(id);
  const permission = useDesktopPermission();
  const [path] = useLocation();
  if (hint.state !== "due" || permission !== "default" || path.split("/")[3] !== "inbox") return null;
  return (
    <aside className="notification-hint" aria-label={t(words.desktop)}>
      <p>
        <BellRing size={16} aria-hidden />
        {t(words.hint, { contact: hint.contact })}
      </p>
      <span className="notification-hint-actions">
        <Button look="quiet" onClick={() => dismissHint(id)}>
          {t(words.notNow)}
        </Button>
        <Button onClick={() => void allowDesktop(slug, id)}>{t(words.allow)}</Button>
      </span>
    </aside>
  );
}
