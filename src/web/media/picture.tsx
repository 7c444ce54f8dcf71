import { Suspense, useState } from "react";
import type { Attachment } from "../../protocol/records.ts";
import { lazily } from "../lazily.ts";
import { media as words } from "../messages/en/media.ts";
import { t } from "../messages/t.ts";
import { FileLine } from "./file-line.tsx";
import { boxOf } from "./picture-box.ts";

const PictureDialog = lazily(() => import("./picture-dialog.tsx"));

/** A picture in the room it will take, which opens large. A format that the browser does not know is a file. */
export function Picture({ attachment, url }: { attachment: Attachment; url: string }) {
  const [isBroken, setBroken] = useState(false);
  const [isOpen, setOpen] = useState(false);
  if (isBroken) return <FileLine attachment={attachment} detail={t(words.notShown)} />;
  const { width, height } = attachment.type === "sticker" ? { width: 140, height: 140 } : boxOf(attachment);
  return (
    <>
      <button
        type="button"
        className={attachment.type === "sticker" ? "picture picture-sticker" : "picture"}
        style={{ width, aspectRatio: `${width} / ${height}` }}
        aria-label={t(words.open)}
        onClick={() => setOpen(true)}
      >
        <img
          src={url}
          alt={attachment.filename ?? ""}
          width={width}
          height={height}
          loading="lazy"
          decoding="async"
          onError={() => setBroken(true)}
        />
      </button>
      {isOpen ? (
        <Suspense>
          <PictureDialog attachment={attachment} url={url} close={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
