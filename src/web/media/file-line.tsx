import { Download, FileText, Film, Image, type LucideIcon, Mic, Music, Sticker } from "lucide-react";
import { useState } from "react";
import type { Attachment } from "../../protocol/records.ts";
import { request } from "../api.ts";
import { Button } from "../controls/button.tsx";
import { media as words } from "../messages/en/media.ts";
import { messageTypes } from "../messages/en/message-types.ts";
import { t } from "../messages/t.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { fileSize } from "./file-size.ts";
import "./attachment-view.css";

const icons: Readonly<Record<Attachment["type"], LucideIcon>> = {
  image: Image,
  audio: Music,
  voice: Mic,
  video: Film,
  document: FileText,
  sticker: Sticker,
};

export function fileName({ filename, type }: Attachment): string {
  return filename ?? t(messageTypes[type]);
}

/** A file by its name and size, to be downloaded once it is here. */
export function FileLine({ attachment, detail }: { attachment: Attachment; detail?: string }) {
  const { url, sizeBytes, type } = attachment;
  const Icon = icons[type];
  const name = fileName(attachment);
  const about = detail ?? (sizeBytes === null ? null : fileSize(sizeBytes));
  return (
    <div className="file-line">
      <Icon size={20} aria-hidden />
      <div className="file-text">
        <p className="file-name">
          <bdi>{name}</bdi>
        </p>
        {about === null ? null : <p className="file-about">{about}</p>}
      </div>
      {url === null ? null : (
        <a className="icon-button" href={downloadOf(url)} download aria-label={t(words.download, { name })}>
          <Download size={16} aria-hidden />
        </a>
      )}
    </div>
  );
}

/** One that could not be fetched: why, and the button that asks for it again. The news of it comes with the message. */
export function FailedFile({ attachment }: { attachment: Attachment }) {
  const { slug } = useOrganisation();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { error } = attachment;
  const why = error === undefined ? t(words.failed) : [error.message, error.advice].filter(Boolean).join(" ");
  async function again(): Promise<void> {
    setBusy(true);
    const path = `/api/orgs/${encodeURIComponent(slug)}/media/${encodeURIComponent(attachment.id)}/retry`;
    const result = await request<Attachment>("POST", path);
    setBusy(false);
    setRefusal(result.ok ? null : result.message);
  }
  return (
    <div className="file-failed">
      <FileLine attachment={attachment} detail={refusal ?? why} />
      <Button busy={busy} onClick={() => void again()}>
        {t(words.tryAgain)}
      </Button>
    </div>
  );
}

/** The address under which a file comes as a download, whatever it is. */
export function downloadOf(url: string): string {
  return `${url}${url.includes("?") ? "&" : "?"}download`;
}
