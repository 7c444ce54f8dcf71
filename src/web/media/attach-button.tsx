import { Paperclip } from "lucide-react";
import { useRef } from "react";
import { IconButton } from "../controls/icon-button.tsx";
import { files as words } from "../messages/en/files.ts";
import { t } from "../messages/t.ts";

/** Opens the system's own chooser. */
export function AttachButton({ add }: { add: (files: readonly File[]) => void }) {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton label={t(words.attach)} onClick={() => chooser.current?.click()}>
        <Paperclip size={16} aria-hidden />
      </IconButton>
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label={t(words.attach)}
        onChange={({ target }) => {
          add([...(target.files ?? [])]);
          // The same file can be chosen again after it was removed.
          target.value = "";
        }}
      />
    </>
  );
}
