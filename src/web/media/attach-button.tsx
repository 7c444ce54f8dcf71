import { Paperclip } from "lucide-react";
import { IconButton } from "../controls/icon-button.tsx";
import { files as words } from "../messages/en/files.ts";
import { t } from "../messages/t.ts";
import { useFileChooser } from "./file-chooser.tsx";

/** Opens the system's own chooser. */
export function AttachButton({ add }: { add: (files: readonly File[]) => void }) {
  const { input, open } = useFileChooser(add);
  return (
    <>
      <IconButton label={t(words.attach)} onClick={open}>
        <Paperclip size={16} aria-hidden />
      </IconButton>
      {input}
    </>
  );
}
