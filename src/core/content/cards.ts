import { joined, type Structure, structure, structures, webAddress, word } from "./read.ts";

/** A contact card that a customer has shared. */
export interface Card {
  /** The person's name, else the company's; "" where neither is told. */
  readonly name: string;
  readonly numbers: readonly string[];
  readonly addresses: readonly string[];
  /** Company and position, places, web pages, birthday. */
  readonly details: readonly string[];
}

export function cardsOf(content: Structure | null): Card[] {
  return structures(content?.["contacts"]).map(cardOf);
}

export function cardLine({ name, numbers, addresses, details }: Card): string {
  return joined([name, ...numbers, ...addresses, ...details], ", ");
}

function cardOf(card: Structure): Card {
  const org = structure(card["org"]);
  const company = word(org?.["company"]);
  const name = nameOf(structure(card["name"])) || company;
  const details = [
    joined([word(org?.["title"]), word(org?.["department"]), company === name ? "" : company], ", "),
    ...structures(card["addresses"]).map(placeOf),
    ...structures(card["urls"]).map(({ url }) => webAddress(url) || word(url)),
    word(card["birthday"]),
  ];
  return {
    name,
    numbers: numbersOf(structures(card["phones"])),
    addresses: structures(card["emails"]).flatMap(({ email }) => word(email) || []),
    details: details.filter((detail) => detail !== ""),
  };
}

function nameOf(name: Structure | null): string {
  const parts = ["prefix", "first_name", "middle_name", "last_name", "suffix"].map((part) => word(name?.[part]));
  return word(name?.["formatted_name"]) || parts.filter((part) => part !== "").join(" ");
}

/** `wa_id` is the number in its international form; `phone` is as its owner has written it. */
function numbersOf(phones: readonly Structure[]): string[] {
  const seen = new Set<string>();
  return phones
    .flatMap(({ phone, wa_id: id }) => [word(phone), /^\d+$/.test(word(id)) ? `+${word(id)}` : word(id)])
    .filter((number) => {
      const digits = number.replace(/\D/g, "") || number;
      if (number === "" || seen.has(digits)) return false;
      seen.add(digits);
      return true;
    });
}

function placeOf(place: Structure): string {
  const parts = [place["street"], joined([word(place["zip"]), word(place["city"])], " "), place["state"]];
  return joined([...parts.map(word), word(place["country"]) || word(place["country_code"])], ", ");
}
