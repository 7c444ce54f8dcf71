import { Dialog } from "@base-ui/react/dialog";
import { Download, X } from "lucide-react";
import type { Attachment } from "../../protocol/records.ts";
import { media as words } from "../messages/en/media.ts";
import { t } from "../messages/t.ts";
import { downloadOf, fileName } from "./file-line.tsx";
import "../controls/popup.css";
import "./picture-dialog.css";

interface PictureDialogProps {
  attachment: Attachment;
  url: string;
  close: () => void;
}

/** A picture as large as the window lets it be. */
export default function PictureDialog({ attachment, url, close }: PictureDialogProps) {
  const name = fileName(attachment);
  return (
    <Dialog.Root open onOpenChange={(isOpen) => (isOpen ? undefined : close())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-backdrop" />
        <Dialog.Popup className="picture-dialog">
          <div className="picture-bar">
            <Dialog.Title className="picture-title">
              <bdi>{name}</bdi>
            </Dialog.Title>
            <a
              className="icon-button"
              href={downloadOf(attachment.url ?? url)}
              download
              aria-label={t(words.download, { name })}
            >
              <Download size={20} aria-hidden />
            </a>
            <Dialog.Close className="icon-button" aria-label={t(words.close)}>
              <X size={20} aria-hidden />
            </Dialog.Close>
          </div>
          <img className="picture-large" src={url} alt={name} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
