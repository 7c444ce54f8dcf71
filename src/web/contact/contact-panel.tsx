import { PanelRightClose } from "lucide-react";
import { useInboxView } from "../../client/react.ts";
import { IconButton } from "../controls/icon-button.tsx";
import { ContactCard } from "./contact-card.tsx";
import { contactButtonId, toggleContact } from "./contact-pane.ts";
import { contact as words } from "../messages/en/contact.ts";
import { t } from "../messages/t.ts";
import "./contact-panel.css";

interface PanelProps {
  contactId: string;
  conversationId: string;
}

/** The contact of a conversation, beside its thread. */
export default function ContactPanel({ contactId, conversationId }: PanelProps) {
  return (
    <>
      <header className="contact-header">
        <h2>{t(words.title)}</h2>
        <IconButton
          label={t(words.fold)}
          shortcut="c"
          onClick={() => {
            toggleContact();
            // The button goes with the panel; the one that brings it back takes the focus.
            document.getElementById(contactButtonId)?.focus();
          }}
        >
          <PanelRightClose size={20} aria-hidden />
        </IconButton>
      </header>
      <ContactOfConversation contactId={contactId} conversationId={conversationId} />
    </>
  );
}

/** What is known of the customer, and who on the team follows the conversation. */
export function ContactOfConversation({ contactId, conversationId }: PanelProps) {
  const conversation = useInboxView((inbox) => inbox.conversation(conversationId)?.record ?? null);
  return (
    <div className="contact-body">
      <ContactCard key={contactId} contactId={contactId} conversation={conversation} />
    </div>
  );
}
