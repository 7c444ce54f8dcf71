import { Suspense } from "react";
import { useInboxView } from "../../client/react.ts";
import { lazily } from "../lazily.ts";
import { useShortcutHandlers } from "../shell/keyboard.tsx";
import { toggleContact, useContactPlace, useOwnContactSheet } from "./contact-pane.ts";
import { contactSide } from "../messages/en/contact-side.ts";
import { t } from "../messages/t.ts";
import "./contact-side.css";

const ContactPanel = lazily(() => import("./contact-panel.tsx"));
const ContactSheet = lazily(() => import("./contact-sheet.tsx"));

/** Who the open conversation is with: beside its thread, or over it where there is no room. */
export function ContactSide({ conversationId }: { conversationId: string }) {
  const place = useContactPlace();
  const contactId = useInboxView((inbox) => inbox.conversation(conversationId)?.record.contactId ?? null);
  useOwnContactSheet(conversationId);
  useShortcutHandlers({ contact: toggleContact });
  if (contactId === null) return null;
  if (place === "beside")
    return (
      <aside className="contact-side" aria-label={t(contactSide.contact)}>
        <Suspense>
          <ContactPanel key={contactId} contactId={contactId} conversationId={conversationId} />
        </Suspense>
      </aside>
    );
  return (
    <Suspense>
      <ContactSheet open={place === "sheet"} contactId={contactId} conversationId={conversationId} />
    </Suspense>
  );
}
