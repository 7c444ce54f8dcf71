import { contactButtonId, toggleContact, useContactPlace } from "./contact-pane.ts";
import "./contact-button.css";

/** The name above a thread: shows who it is, or folds that away. */
export function ContactButton({ name }: { name: string }) {
  const place = useContactPlace();
  return (
    <button
      type="button"
      id={contactButtonId}
      className="contact-button"
      title={place === "hidden" ? "Show the contact (c)" : "Fold the contact away (c)"}
      aria-expanded={place !== "hidden"}
      onClick={toggleContact}
    >
      {name}
    </button>
  );
}
