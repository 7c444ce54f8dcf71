import { Autocomplete } from "@base-ui/react/autocomplete";
import { Search, X } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { useContacts } from "../contact/use-contacts.ts";
import { Avatar } from "../controls/avatar.tsx";
import { IconButton } from "../controls/icon-button.tsx";
import { contactName } from "../inbox/names.ts";
import { start as words } from "../messages/en/start.ts";
import { t } from "../messages/t.ts";
import { addressOfText, type Customer } from "./reachable.ts";
import "../controls/popup.css";
import "../controls/field.css";
import "./customer-field.css";

/** Between the last key and the question. */
const quietMs = 200;
const mostShown = 6;

interface FieldProps {
  customer: Customer | null;
  choose: (customer: Customer | null) => void;
}

/** Who is written to: found among the customers, or typed as a number or an address. */
export function CustomerField({ customer, choose }: FieldProps) {
  if (customer === null) return <Finder choose={choose} />;
  const contact = "contact" in customer ? customer.contact : null;
  const name = contact === null && "address" in customer ? customer.address : contactName(contact);
  return (
    <div className="field">
      <span className="field-label">{t(words.customer)}</span>
      <p className="start-customer">
        <Avatar id={contact?.id ?? name} name={contact?.name ?? null} size={24} />
        <bdi className="start-customer-name">{name}</bdi>
        <IconButton label={t(words.change)} onClick={() => choose(null)}>
          <X size={16} aria-hidden />
        </IconButton>
      </p>
    </div>
  );
}

function Finder({ choose }: Pick<FieldProps, "choose">) {
  const [text, setText] = useState("");
  const [asked, setAsked] = useState("");
  const id = useId();
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), quietMs);
    return () => clearTimeout(timer);
  }, [text]);
  const found = useContacts(asked);
  const typed = addressOfText(text);
  const options: Customer[] = [
    ...(typed === null ? [] : [typed]),
    // Enter takes the first: it must not be one who was found for other letters.
    ...(found.q === text.trim() ? found.items.slice(0, mostShown).map((contact) => ({ contact })) : []),
  ];
  return (
    <Autocomplete.Root
      open
      inline
      mode="none"
      items={options}
      value={text}
      onValueChange={(value, { reason }) => {
        // The name of who was chosen is nothing that was typed.
        if (reason !== "item-press") setText(value);
      }}
      itemToStringValue={nameOf}
      autoHighlight="always"
    >
      <div className="field">
        <label className="field-label" htmlFor={id}>
          {t(words.customer)}
        </label>
        <div className="start-search">
          <Search size={16} aria-hidden />
          <Autocomplete.Input id={id} className="start-search-field" dir="auto" placeholder={t(words.customerHint)} />
        </div>
        <Autocomplete.Empty className="start-none">
          {options.length === 0 && text.trim() !== "" && found.q === text.trim() && !found.loading
            ? (found.error ?? t(words.nobody))
            : null}
        </Autocomplete.Empty>
        <Autocomplete.List className="start-options" aria-label={t(words.search)}>
          {(option: Customer) => (
            <Autocomplete.Item
              key={"contact" in option ? option.contact.id : "address"}
              value={option}
              className="menu-item"
              onClick={() => choose(option)}
            >
              <Option option={option} />
            </Autocomplete.Item>
          )}
        </Autocomplete.List>
      </div>
    </Autocomplete.Root>
  );
}

function Option({ option }: { option: Customer }) {
  if ("address" in option) return <span>{t(words.writeTo, { address: option.address })}</span>;
  const { id, name, phoneNumber } = option.contact;
  return (
    <>
      <Avatar id={id} name={name} size={24} />
      <bdi className="start-customer-name">{nameOf(option)}</bdi>
      {name === null || phoneNumber === null ? null : (
        <bdi className="menu-item-end start-number tabular" dir="ltr">
          {phoneNumber}
        </bdi>
      )}
    </>
  );
}

function nameOf(option: Customer): string {
  return "contact" in option ? contactName(option.contact) : option.address;
}
