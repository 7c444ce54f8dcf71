import { contactButtonId, toggleContact, useContactPlace } from "./contact-pane.ts";
import { contactSide } from "../messages/en/contact-side.ts";
import { t } from "../messages/t.ts";
import "./contact-button.css";

/** The name above a thread: shows who it is, or folds that away. */
export function ContactButton({ name }: { name: string }) {
  const place = useContactPlace();
  return (
    <button
      type="button"
      id={contactButtonId}
      className="contact-button"
      title={t(place === "hidden" ? contactSide.show : contactSide.fold)}
      aria-expanded={place !== "hidden"}
      onClick={toggleContact}
    >
      <bdi>{name}</bdi>
    </button>
  );
}
