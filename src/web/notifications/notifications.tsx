import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { useInbox } from "../../client/react.ts";
import { useSession } from "../session.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { useBadge } from "./badge.ts";
import { useNotificationSettings } from "./chosen.ts";
import { NotificationHint } from "./notification-hint.tsx";
import { Notifier } from "./notifier.ts";
import { refreshPush } from "./push.ts";
import { notifications as words } from "../messages/en/notifications.ts";
import { shell } from "../messages/en/shell.ts";
import { t } from "../messages/t.ts";
import "./notifications.css";

const shownMs = 8_000;
/** As many as leave the list in sight. */
const shownAtMost = 3;

interface NotificationToast {
  open: () => void;
}
type ToastManager = ReturnType<typeof Toast.createToastManager<NotificationToast>>;

/** Tells the agent what happens while it is not before their eyes: here, by the system, by ear and on the tab. */
export default function Notifications() {
  const [toasts] = useState(() => Toast.createToastManager<NotificationToast>());
  useNotifier(toasts);
  useBadge();
  useRefreshedPush();
  return (
    <>
      <NotificationHint />
      <Toast.Provider toastManager={toasts} timeout={shownMs} limit={shownAtMost}>
        <Toast.Portal>
          <Toast.Viewport className="notifications" aria-label={t(words.list)}>
            <NotificationList />
          </Toast.Viewport>
        </Toast.Portal>
      </Toast.Provider>
    </>
  );
}

function useNotifier(toasts: ToastManager): void {
  const inbox = useInbox();
  const { slug } = useOrganisation();
  const { id: agentId } = useSession().user;
  const [path, navigate] = useLocation();
  const [notifier, setNotifier] = useState<Notifier | null>(null);
  const conversationId = conversationIn(path);
  useEffect(() => {
    const made = new Notifier({
      inbox,
      slug,
      agentId,
      open: navigate,
      toasts: {
        show: ({ id, title, text, onOpen, onClose }) =>
          void toasts.add({ id, title, description: text, data: { open: onOpen }, onClose }),
        close: (id) => toasts.close(id),
      },
    });
    setNotifier(made);
    return () => made.stop();
  }, [inbox, slug, agentId, navigate, toasts]);
  useEffect(() => notifier?.looksAt(conversationId), [notifier, conversationId]);
}

/** Keeps up to date what this device wants to be told while no page is open. */
function useRefreshedPush(): void {
  const { slug } = useOrganisation();
  const { user, isSettled } = useSession();
  const settings = useNotificationSettings(user.id);
  useEffect(() => {
    if (isSettled) void refreshPush(slug, settings);
  }, [isSettled, slug, settings]);
}

/** `/o/acme/inbox/mine/<id>` or `/o/acme/inbox/view/<view>/<id>`. */
function conversationIn(path: string): string | null {
  const [, , , area, filter, ...rest] = path.split("/");
  if (area !== "inbox") return null;
  return (filter === "view" ? rest[1] : rest[0]) ?? null;
}

function NotificationList() {
  const { toasts, close } = Toast.useToastManager<NotificationToast>();
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className="notification" swipeDirection={["left", "right", "up"]}>
      <Toast.Content className="notification-content">
        <button
          type="button"
          className="notification-open"
          onClick={() => {
            close(toast.id);
            toast.data?.open();
          }}
        >
          <Toast.Title className="notification-title" render={<span />} />
          <Toast.Description className="notification-text" render={<span dir="auto" />} />
        </button>
        {/* Base UI hides it from screen readers until the pointer comes near, and leaves it to the Tab key. */}
        <Toast.Close className="notification-close" aria-label={t(shell.dismiss)} aria-hidden={false}>
          <X size={16} aria-hidden />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
