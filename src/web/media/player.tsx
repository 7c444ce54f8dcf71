import { useState } from "react";
import type { Attachment } from "../../protocol/records.ts";
import { media as words } from "../messages/en/media.ts";
import { t } from "../messages/t.ts";
import { FileLine, fileName } from "./file-line.tsx";
import { boxOf } from "./picture-box.ts";

interface PlayerProps {
  attachment: Attachment;
  url: string;
}

/** Plays what was said. A format that the browser does not know, such as AMR, is a file. */
export function Sound({ attachment, url }: PlayerProps) {
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <FileLine attachment={attachment} detail={t(words.notPlayed)} />;
  return (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- a customer's recording has no captions
    <audio
      className="sound"
      src={url}
      controls
      preload="metadata"
      aria-label={fileName(attachment)}
      onError={() => setBroken(true)}
    />
  );
}

export function Film({ attachment, url }: PlayerProps) {
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <FileLine attachment={attachment} detail={t(words.notPlayed)} />;
  const { width, height } = boxOf(attachment);
  return (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- a customer's film has no captions
    <video
      className="film"
      src={url}
      width={width}
      height={height}
      controls
      playsInline
      preload="metadata"
      aria-label={fileName(attachment)}
      onError={() => setBroken(true)}
    />
  );
}
