import { ArrowLeft, ContactRound } from "lucide-react";
import { Link, useSearch } from "wouter";
import { Empty } from "../controls/notice.tsx";
import { useTitle } from "../inbox/unread.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { ContactCard } from "./contact-card.tsx";
import { ContactsList } from "./contacts-list.tsx";
import "./contact-panel.css";
import "./contacts-page.css";

/** All customers, and beside them the one that is open; on narrow screens one or the other. */
export default function ContactsPage({ contactId }: { contactId: string | null }) {
  const { slug } = useOrganisation();
  const q = new URLSearchParams(useSearch()).get("q")?.trim() ?? "";
  useTitle("Contacts");
  const addressOf = (id: string | null, text: string) =>
    `/o/${slug}/contacts${id === null ? "" : `/${id}`}${text === "" ? "" : `?${new URLSearchParams({ q: text }).toString()}`}`;
  return (
    <main className={contactId === null ? "contacts" : "contacts contacts-with-one"}>
      <h1 className="visually-hidden">Contacts</h1>
      <ContactsList q={q} openId={contactId} addressOf={addressOf} />
      <section className="contacts-one" aria-label="Contact">
        {contactId === null ? (
          <Empty icon={ContactRound} title="No contact open">
            Choose one from the list. With the keyboard: j and k move, Enter opens, / searches.
          </Empty>
        ) : (
          <>
            <header className="contact-header">
              <Link className="icon-button contacts-back" href={addressOf(null, q)} aria-label="Back to the list">
                <ArrowLeft size={20} aria-hidden />
              </Link>
              <h2>Contact</h2>
            </header>
            <div className="contact-body">
              <div className="contacts-card">
                <ContactCard key={contactId} contactId={contactId} conversation={null} />
              </div>
            </div>
          </>
        )}
      </section>
    </main>
  );
}
