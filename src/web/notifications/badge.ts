import { useEffect } from "react";
import { useUnread } from "../inbox/unread.ts";

/** The most that is legible on an icon of 16 pixels. */
const most = 99;

/** Puts the count of what is unread on the tab's icon, and on that of the installed app. */
export function useBadge(): void {
  const unread = useUnread();
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (icon === null) return;
    const plain = icon.href;
    if (unread > 0) icon.href = badgedIcon(unread);
    return () => void (icon.href = plain);
  }, [unread]);
  useEffect(() => {
    // Only an installed app has one; elsewhere it is refused.
    void navigator.setAppBadge?.(unread)?.catch(() => undefined);
    return () => void navigator.clearAppBadge?.()?.catch(() => undefined);
  }, [unread]);
}

/** The icon of `favicon.svg` with a count over its corner, as an address. */
export function badgedIcon(count: number): string {
  const text = count > most ? `${most}+` : String(count);
  const width = [0, 16, 20, 26][text.length] ?? 26;
  const svg = [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">',
    '<rect width="32" height="32" rx="8" fill="#3451c6"/>',
    '<path d="M8 10.5A2.5 2.5 0 0 1 10.5 8h11a2.5 2.5 0 0 1 2.5 2.5v7a2.5 2.5 0 0 1-2.5 2.5H15l-4.6 3.7c-.6.5-1.4.1-1.4-.7V19.5A2.5 2.5 0 0 1 8 17.5z" fill="#fff"/>',
    `<rect x="${32 - width}" y="15" width="${width}" height="17" rx="8.5" fill="#b3261e" stroke="#fff" stroke-width="1.5"/>`,
    `<text x="${32 - width / 2}" y="28.5" font-family="system-ui,sans-serif" font-size="13.5" font-weight="700" text-anchor="middle" fill="#fff">${text}</text>`,
    "</svg>",
  ].join("");
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
