import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import type { Alias, Contact } from "../../protocol/records.ts";
import { IconButton } from "../controls/icon-button.tsx";

const aliasNames: Readonly<Record<Alias["kind"], string>> = {
  phone: "Phone",
  wa_user_id: "WhatsApp id",
  wa_parent_user_id: "WhatsApp parent id",
  username: "Username",
  instagram_id: "Instagram id",
  email: "E-mail",
};

/** How long it is said that something was copied. */
const copiedMs = 2_000;

/** Numbers, addresses and ids by which the customer is known, each to be copied. */
export function ContactAliases({ contact: { aliases } }: { contact: Pick<Contact, "aliases"> }) {
  const [copied, setCopied] = useState<string | null>(null);
  useEffect(() => {
    if (copied === null) return;
    const timer = setTimeout(() => setCopied(null), copiedMs);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <>
      <dl className="contact-facts">
        {aliases.map((alias) => {
          const text = alias.kind === "phone" ? `+${alias.value}` : alias.value;
          return (
            <div key={`${alias.kind} ${alias.value}`} className="contact-fact">
              <dt>{aliasNames[alias.kind]}</dt>
              <dd>
                <span className="tabular">{text}</span>
                <IconButton
                  label={`Copy ${text}`}
                  className="contact-small-button"
                  onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(text))}
                >
                  {copied === text ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
                </IconButton>
              </dd>
            </div>
          );
        })}
      </dl>
      <output className="visually-hidden">{copied === null ? "" : `Copied ${copied}`}</output>
    </>
  );
}
