import { type Address, addressParser } from "postal-mime";
import { limits } from "../../protocol/limits.ts";
import { visibleName } from "../../protocol/plain-text.ts";
import { asText } from "../json.ts";
import { mailAddress } from "./address.ts";
import { envelopeAddress } from "./envelope-sender.ts";
import type { Header } from "./headers.ts";

/** Somebody in a mail's headers. */
export interface Person {
  readonly address: string;
  readonly name: string | null;
}

/** Those of a header who can be written to; a group by its members. */
export function peopleIn(given: readonly Address[]): Person[] {
  const people: Person[] = [];
  // A comma without quotes cuts a name in two: "Doe, Jane <jane@x.test>".
  let before: string[] = [];
  for (const one of given) {
    if (one.group !== undefined) {
      people.push(...peopleIn(one.group));
      before = [];
      continue;
    }
    const address = mailAddress(bare(one.address));
    const name = oneLine(one.name);
    if (address === null) {
      if (name !== null && !name.includes("@")) before.push(name);
      continue;
    }
    const whole = [...before, ...(name === null ? [] : [name])].join(", ");
    people.push({ address, name: nameOf(whole) });
    before = [];
  }
  return people;
}

/** Those of all headers of a name, each once. */
export function peopleOf(headers: readonly Header[], name: string): Person[] {
  const found = headers.filter(({ key }) => key === name).flatMap(({ value }) => peopleIn(addressParser(value)));
  return found.filter(({ address }, at) => found.findIndex((one) => one.address === address) === at);
}

/** Who the servers say that a mail is from; null for a bounce. */
export function envelopeSender(envelopeFrom: string): Person | null {
  const address = envelopeAddress(envelopeFrom);
  return address === null ? null : { address, name: null };
}

/** A header's text; null when it is empty. */
export function oneLine(text: string | undefined): string | null {
  const line = asText(text).replace(/\s+/g, " ").trim().slice(0, limits.subjectLength);
  return line === "" ? null : line.toWellFormed();
}

/** Without a source route ("@relay.test:rosa@x.test") and what is left of "[mailto:rosa@x.test]"; with quotes where it needs them. */
function bare(address: string | undefined): string {
  const text = (address ?? "")
    .replace(/^@[^:]*:/, "")
    .replace(/^mailto:/i, "")
    .replace(/^([^[]*)\]$/, "$1");
  const at = text.lastIndexOf("@");
  const local = text.slice(0, at);
  // The parser takes the quotes away.
  const isOpen = at > 0 && /[\s@,;:()<>[\]]/.test(local) && !local.startsWith('"');
  return isOpen ? `"${local.replace(/["\\]/g, "\\$&")}"${text.slice(at)}` : text;
}

/** A name that is another's address would be taken for it. */
function nameOf(name: string): string | null {
  const isAddress = /^\S+@\S+$/.test(name.replace(/^['"<\s]+|['">\s]+$/g, ""));
  return isAddress ? null : visibleName(name, limits.nameLength);
}
