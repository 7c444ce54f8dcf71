import type { Attachment } from "../../protocol/records.ts";
import { media as words } from "../messages/en/media.ts";
import { t } from "../messages/t.ts";
import { FailedFile, FileLine } from "./file-line.tsx";
import { addressOfFile } from "./local-files.ts";
import { boxOf } from "./picture-box.ts";
import { Picture } from "./picture.tsx";
import { Film, Sound } from "./player.tsx";
import "./attachment-view.css";

/** A file of a message: as what it is, or how far it has come. */
export function AttachmentView({ attachment }: { attachment: Attachment }) {
  switch (attachment.state) {
    case "loading":
      return hasPicture(attachment) ? (
        <output className="picture-place" style={boxOf(attachment)}>
          {t(words.loading)}
        </output>
      ) : (
        <FileLine attachment={attachment} detail={t(words.loading)} />
      );
    case "failed":
      return <FailedFile attachment={attachment} />;
    case "ready":
      return <ReadyFile attachment={attachment} />;
  }
}

function ReadyFile({ attachment }: { attachment: Attachment }) {
  const { type } = attachment;
  const url = addressOfFile(attachment);
  if (url === null) return <FileLine attachment={attachment} />;
  switch (type) {
    case "image":
    case "sticker":
      return <Picture attachment={attachment} url={url} />;
    case "audio":
    case "voice":
      return <Sound attachment={attachment} url={url} />;
    case "video":
      return <Film attachment={attachment} url={url} />;
    case "document":
      return <FileLine attachment={attachment} />;
  }
}

function hasPicture({ type }: Attachment): boolean {
  return type === "image" || type === "video" || type === "sticker";
}
