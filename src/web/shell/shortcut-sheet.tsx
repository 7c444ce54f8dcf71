import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { shortcuts as words } from "../messages/en/shortcuts.ts";
import { t } from "../messages/t.ts";
import { Caps } from "./caps.tsx";
import { shortcutAreas } from "./shortcut-table.ts";
import "../controls/popup.css";
import "./shortcut-sheet.css";

/** All keys, on one sheet. */
export default function ShortcutSheet({ open, close }: { open: boolean; close: () => void }) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => (next ? undefined : close())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-backdrop" />
        <Dialog.Popup className="dialog sheet">
          <div className="sheet-header">
            <Dialog.Title className="dialog-title">{t(words.title)}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label={t(words.close)}>
              <X size={16} aria-hidden />
            </Dialog.Close>
          </div>
          <div className="sheet-areas">
            {shortcutAreas.map(({ area, names }) => (
              <section key={area} className="sheet-area">
                <h3 className="sheet-heading">{t(words[`area.${area}`])}</h3>
                <dl>
                  {names.map((name) => (
                    <div key={name} className="sheet-line">
                      <dt>{t(words[`does.${name}`])}</dt>
                      <dd>
                        <Caps name={name} />
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
          <p className="dialog-text">{t(words.howTheyAct)}</p>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
