import type { Address } from "postal-mime";
import { limits } from "../../protocol/limits.ts";
import { visibleName } from "../../protocol/plain-text.ts";
import { asText } from "../json.ts";
import { mailAddress } from "./address.ts";

/** Somebody in a mail's headers. */
export interface Person {
  readonly address: string;
  readonly name: string | null;
}

/** Those of a header who can be written to; a group by its members. */
export function peopleIn(given: readonly Address[]): Person[] {
  return given
    .flatMap((one) => (one.group === undefined ? [one] : one.group))
    .flatMap(({ address, name }) => {
      const found = mailAddress(address);
      return found === null ? [] : [{ address: found, name: visibleName(asText(name), limits.nameLength) }];
    });
}

/** Who the servers say that a mail is from; null for a bounce. */
export function envelopeSender(envelopeFrom: string): Person | null {
  const address = mailAddress(envelopeFrom);
  return address === null ? null : { address, name: null };
}

/** A header's text; null when it is empty. */
export function oneLine(text: string | undefined): string | null {
  const line = asText(text).replace(/\s+/g, " ").trim().slice(0, limits.subjectLength);
  return line === "" ? null : line.toWellFormed();
}
