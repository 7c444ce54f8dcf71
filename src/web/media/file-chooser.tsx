import { type ReactNode, useRef } from "react";
import { files as words } from "../messages/en/files.ts";
import { t } from "../messages/t.ts";

/** The system's own chooser of files: `input` has to stand somewhere, `open` opens it. */
export function useFileChooser(add: (files: readonly File[]) => void): { input: ReactNode; open: () => void } {
  const chooser = useRef<HTMLInputElement>(null);
  return {
    open: () => chooser.current?.click(),
    input: (
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
    ),
  };
}
