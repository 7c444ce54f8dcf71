import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useRef } from "react";
import { closeContactSheet, contactButtonId } from "./contact-pane.ts";
import { ContactOfConversation } from "./contact-panel.tsx";
import { contact as words } from "../messages/en/contact.ts";
import { t } from "../messages/t.ts";
import "../controls/popup.css";

interface SheetProps {
  open: boolean;
  contactId: string;
  conversationId: string;
}

/** The same over the page, where there is no room beside the thread. */
export default function ContactSheet({ open, ...props }: SheetProps) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => (next ? undefined : closeContactSheet())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-backdrop" />
        <Dialog.Popup
          ref={popup}
          className="dialog contact-sheet"
          // The panel itself: the first field would bring up the keyboard of a phone.
          initialFocus={popup}
          finalFocus={() => document.getElementById(contactButtonId)}
        >
          <header className="contact-header">
            <Dialog.Title>{t(words.title)}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label={t(words.close)}>
              <X size={20} aria-hidden />
            </Dialog.Close>
          </header>
          <ContactOfConversation {...props} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
