const icon = "/icons/192.png";

/** What the system shows of one page. A later notification of the same name takes the place of the earlier one. */
export class DesktopNotifications {
  #open = new Map<string, Notification>();

  show({ tag, title, text, silent, onOpen, onClose }: DesktopNotification): void {
    let notification: Notification;
    try {
      // `renotify` makes the system tell again where it replaces; not in TypeScript's DOM.
      const options: NotificationOptions & { renotify: boolean } = { body: text, tag, silent, icon, renotify: true };
      notification = new Notification(title, options);
    } catch {
      // Phones show none from a page, only from a service worker.
      return;
    }
    this.#open.set(tag, notification);
    notification.addEventListener("click", () => {
      window.focus();
      notification.close();
      onOpen();
    });
    notification.addEventListener("close", () => {
      // The one that took its place is another.
      if (this.#open.get(tag) !== notification) return;
      this.#open.delete(tag);
      onClose();
    });
  }

  close(tag: string): void {
    this.#open.get(tag)?.close();
    this.#open.delete(tag);
    void closePushed(tag);
  }
}

/** What the service worker showed while no page was open. */
async function closePushed(tag: string): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  for (const one of (await registration?.getNotifications({ tag })) ?? []) one.close();
}

interface DesktopNotification {
  readonly tag: string;
  readonly title: string;
  readonly text: string;
  /** Without the system's own sound. */
  readonly silent: boolean;
  readonly onOpen: () => void;
  /** The agent or the system put it away. */
  readonly onClose: () => void;
}
