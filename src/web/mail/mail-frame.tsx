import { type ReactNode, useEffect, useRef, useState } from "react";

/** Taller mails scroll within: one of them must not fill the thread for pages. In pixels. */
const heightMax = 1_200;
const heightMin = 40;

/** Its own lines run, and links open beside the page; it has no origin, and so nothing of ours. */
const sandbox = ["allow-scripts", "allow-popups", "allow-popups-to-escape-sandbox"].join(" ");

interface MailFrameProps {
  html: string;
  title: string;
  showsImages: boolean;
  /** Stands there until the mail is laid out: an empty frame would be a white hole in the thread. */
  fallback: ReactNode;
}

/** Harmless HTML in a frame of its own (`/api/mail-frame`), as high as its content. */
export function MailFrame({ html, title, showsImages, fallback }: MailFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  /** Null until the frame has laid the mail out. */
  const [height, setHeight] = useState<number | null>(null);
  useEffect(() => {
    const onMessage = ({ source, data }: MessageEvent<unknown>) => {
      const target = frame.current?.contentWindow;
      if (target == null || source !== target || typeof data !== "object" || data === null) return;
      const told = data as { type?: unknown; height?: unknown };
      // The frame has no origin that a message could be addressed to.
      if (told.type === "ready") target.postMessage({ type: "mail", html }, "*");
      if (told.type === "height" && typeof told.height === "number")
        setHeight(Math.min(Math.max(told.height, heightMin), heightMax));
    };
    window.addEventListener("message", onMessage);
    // Where the frame stands already it does not say so again; where it does not yet, this falls on deaf ears.
    frame.current?.contentWindow?.postMessage({ type: "mail", html }, "*");
    return () => window.removeEventListener("message", onMessage);
  }, [html]);
  return (
    <>
      {height === null ? fallback : null}
      <iframe
        // A policy is a document's: other pictures need another document.
        key={String(showsImages)}
        ref={frame}
        className={height === null ? "mail-frame mail-frame-loading" : "mail-frame"}
        src={`/api/mail-frame${showsImages ? "?images=1" : ""}`}
        sandbox={sandbox}
        referrerPolicy="no-referrer"
        title={title}
        style={{ height: height ?? heightMin }}
      />
    </>
  );
}
