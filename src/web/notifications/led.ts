/** What the service worker says to the tab that is to show what was clicked on. The tab answers, so that it gets the focus. */
export interface Lead {
  readonly type: "open";
  /** The tab's id on the board. */
  readonly tab: string;
  readonly path: string;
}

/** Opens what was clicked on among what came by push. Returns how to stop. */
export function onLed(tab: string, open: (path: string) => void): () => void {
  const heard = ({ data, ports }: MessageEvent<Lead | null>) => {
    if (data?.type !== "open" || data.tab !== tab) return;
    open(data.path);
    ports[0]?.postMessage("opened");
  };
  navigator.serviceWorker?.addEventListener("message", heard);
  return () => navigator.serviceWorker?.removeEventListener("message", heard);
}
