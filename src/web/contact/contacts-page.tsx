import { ArrowLeft, ContactRound } from "lucide-react";
import { Link, useSearch } from "wouter";
import { Empty } from "../controls/notice.tsx";
import { useTitle } from "../inbox/unread.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { ContactCard } from "./contact-card.tsx";
import { ContactsList } from "./contacts-list.tsx";
import { contacts } from "../messages/en/contacts.ts";
import { t } from "../messages/t.ts";
import "./contact-panel.css";
import "./contacts-page.css";

/** All customers, and beside them the one that is open; on narrow screens one or the other. */
export default function ContactsPage({ contactId }: { contactId: string | null }) {
  const { slug } = useOrganisation();
  const q = new URLSearchParams(useSearch()).get("q")?.trim() ?? "";
  useTitle(t(contacts.title));
  const addressOf = (id: string | null, text: string) =>
    `/o/${slug}/contacts${id === null ? "" : `/${id}`}${text === "" ? "" : `?${new URLSearchParams({ q: text }).toString()}`}`;
  return (
    <main className={contactId === null ? "contacts" : "contacts contacts-with-one"}>
      <h1 className="visually-hidden">{t(contacts.title)}</h1>
      <ContactsList q={q} openId={contactId} addressOf={addressOf} />
      <section className="contacts-one" aria-label={t(contacts.contact)}>
        {contactId === null ? (
          <Empty icon={ContactRound} title={t(contacts.noneOpen)}>
            {t(contacts.howToOpen)}
          </Empty>
        ) : (
          <>
            <header className="contact-header">
              <Link className="icon-button contacts-back" href={addressOf(null, q)} aria-label={t(contacts.back)}>
                <ArrowLeft size={20} aria-hidden />
              </Link>
              <h2>{t(contacts.contact)}</h2>
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
