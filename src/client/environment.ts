import type { Environment, Scheduler, SocketLike } from "./inbox.ts";

/** The platform's clock and timers. */
export const systemScheduler: Scheduler = {
  now: () => Date.now(),
  setTimeout: (callback, delayMs) => setTimeout(callback, delayMs),
  clearTimeout: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
};

/** The page's network and visibility; in Node and Workers, which have neither, always online. */
export function systemEnvironment(): Environment {
  const page = globalThis as Partial<
    Pick<typeof globalThis, "document" | "navigator" | "addEventListener" | "removeEventListener">
  >;
  return {
    isOnline: () => page.navigator?.onLine ?? true,
    listen(listener) {
      const { document } = page;
      if (document === undefined) return () => undefined;
      const shown = () => document.visibilityState === "visible" && listener();
      document.addEventListener("visibilitychange", shown);
      page.addEventListener?.("online", listener);
      page.addEventListener?.("offline", listener);
      return () => {
        document.removeEventListener("visibilitychange", shown);
        page.removeEventListener?.("online", listener);
        page.removeEventListener?.("offline", listener);
      };
    },
  };
}

/** The platform's WebSocket. */
export function openWebSocket(url: string, protocols: string[]): SocketLike {
  const socket = new WebSocket(url, protocols);
  const like: SocketLike = {
    onopen: null,
    onmessage: null,
    onclose: null,
    onerror: null,
    send: (data) => socket.send(data),
    close: (code, reason) => socket.close(code, reason),
  };
  socket.addEventListener("open", () => like.onopen?.());
  socket.addEventListener("message", (event) => like.onmessage?.(event));
  socket.addEventListener("close", (event) => like.onclose?.(event));
  socket.addEventListener("error", () => like.onerror?.());
  return like;
}

/** The `sub` of a JWT, unverified: the hub decides who one is; this only says whose commands are stored here. */
export function subjectOf(token: string): string | null {
  try {
    const payload = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const subject = (JSON.parse(atob(payload)) as { sub?: unknown }).sub;
    return typeof subject === "string" ? subject : null;
  } catch {
    return null;
  }
}
