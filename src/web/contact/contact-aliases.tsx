import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import type { Contact } from "../../protocol/records.ts";
import { IconButton } from "../controls/icon-button.tsx";
import { contact as words } from "../messages/en/contact.ts";
import { t } from "../messages/t.ts";

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
              <dt>{t(words[`alias.${alias.kind}`])}</dt>
              <dd>
                <span className="tabular">
                  <bdi dir="ltr">{text}</bdi>
                </span>
                <IconButton
                  label={t(words.copy, { text })}
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
      <output className="visually-hidden">{copied === null ? "" : t(words.copied, { text: copied })}</output>
    </>
  );
}
