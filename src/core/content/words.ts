import { answersOf, flatten } from "./answers.ts";
import { callOf, callWords } from "./call.ts";
import { cardLine, cardsOf } from "./cards.ts";
import { orderLines, orderOf } from "./order.ts";
import { joined, list, type Structure, structure, text, word } from "./read.ts";
import { panelLines, shareLines } from "./shares.ts";

/** Of a message, or of what a provider told of one. */
interface Said {
  readonly type: string;
  readonly body: string;
  readonly content: Structure | null;
  readonly attachments: readonly unknown[];
}

/** No structure makes a text longer than this, in UTF-16 units: every list and frame with the message carries it. */
const wordsLength = 4_096;

/**
 * What a message says in words, whatever it is made of: lists, searches and whoever is told of a message have its
 * `body` alone. `body` as the provider told it; where that is all there is, it stays as it is.
 */
export function wordsOf(said: Said): string {
  const { type, body, content, attachments } = said;
  const words = joined(linesOf(said, content ?? {}), "\n");
  if (words === "" && structuredTypes.has(type) && attachments.length === 0) return `[${type}]`;
  if (words === "" || words === body.trim() || isOneText(said)) return body;
  return words.length <= wordsLength ? words : `${words.slice(0, wordsLength - 1).toWellFormed()}…`;
}

/** Kinds that are nothing without their structure. Without words they are told by name, as lists do. */
const structuredTypes: ReadonlySet<string> = new Set([
  "contacts",
  "order",
  "interactive",
  "location",
  "button",
  "system",
  "unsupported",
]);

/** Written by somebody, with nothing beside it: it stays as it is, blanks and all. */
function isOneText({ type, body, content }: Said): boolean {
  return (
    !structuredTypes.has(type) && body.trim() !== "" && panelLines(content).concat(shareLines(content)).length === 0
  );
}

function linesOf({ type, body, content, attachments }: Said, structures: Structure): string[] {
  switch (type) {
    case "contacts":
      return cardsOf(content).map(cardLine);
    case "order": {
      const order = orderOf(content);
      return order === null ? [text(body)] : orderLines(order);
    }
    case "interactive":
      return choiceLines(structure(structures["interactive"]) ?? {}, text(body));
    case "location":
      return [text(body) || placeWords(structure(structures["location"]) ?? {})];
    case "button": {
      const button = structure(structures["button"]) ?? {};
      return [text(body) || text(button["text"]) || text(button["payload"])];
    }
    case "system": {
      const call = callOf(content);
      return call === null ? [text(body)] : [callWords(call)];
    }
    case "unsupported": {
      const kind = unknownKind(structures);
      return [text(body).startsWith(kind) ? text(body) : joined([kind, text(body), ...unknownWords(structures)], " ")];
    }
    default: {
      const own = text(body);
      // A message that says it already, since this was stored as its words, does not say it twice.
      const more = [...panelLines(content), ...shareLines(content)].filter((line) => !own.includes(line));
      const isEmpty = own === "" && more.every((line) => line === "") && attachments.length === 0;
      return isEmpty ? [aboutWords(structures)] : [own, ...more];
    }
  }
}

/** What somebody chose from buttons or a list, filled in, allowed, or was offered. */
function choiceLines(interactive: Structure, body: string): string[] {
  const chosen = structure(interactive["button_reply"]) ?? structure(interactive["list_reply"]);
  if (chosen !== null) return [body || text(chosen["title"]) || text(chosen["description"]) || text(chosen["id"])];
  const form = structure(interactive["nfm_reply"]);
  if (form !== null) return formLines(form, body);
  // Our own buttons and lists have their text beside them.
  if (interactive["kind"] !== undefined) return [body];
  const offered = offeredLines(interactive);
  if (offered.length > 0) return offered;
  const { type, ...rest } = interactive;
  const payload = structure(interactive[word(type)]) ?? rest;
  const lines = flatten(payload).map(({ field, value }) => `${field}: ${value}`);
  return lines.length === 0 ? [body] : lines;
}

/** Of a Flow the provider's own text is no more than that it was sent; an address form's has the whole address. */
function formLines(form: Structure, body: string): string[] {
  const answers = answersOf(form).map(({ field, value }) =>
    field === "1" || field === "" ? value : `${field}: ${value}`,
  );
  const said = text(form["body"]) || body;
  return answers.length > 0 && /^sent$/i.test(said) ? answers : [said, ...answers];
}

function offeredLines(interactive: Structure): string[] {
  const action = structure(interactive["action"]);
  const parts = ["header", "body", "footer"].map((part) => text(structure(interactive[part])?.["text"]));
  const buttons = list(action?.["buttons"]).map((one) => structure(structure(one)?.["reply"])?.["title"]);
  const rows = list(action?.["sections"]).flatMap((one) => list(structure(one)?.["rows"]));
  const titles = [...buttons, ...rows.map((row) => structure(row)?.["title"])].map(word);
  return [...parts, ...titles].filter((line) => line !== "");
}

function placeWords(place: Structure): string {
  const named = joined([word(place["name"]), word(place["address"])], ", ") || word(place["url"]);
  if (named !== "") return named;
  const at = [place["latitude"], place["longitude"]].map((value) => (word(value) === "" ? Number.NaN : Number(value)));
  return at.every(Number.isFinite) ? at.map((degrees) => degrees.toFixed(5)).join(", ") : "";
}

/** What a message without words of its own is about. */
function aboutWords(content: Structure): string {
  const product = structure(content["referred_product"]);
  const advertisement = structure(content["referral"]);
  if (product !== null) return word(product["product_retailer_id"]) || word(product["catalog_id"]);
  if (advertisement !== null) return joined([word(advertisement["headline"]), word(advertisement["source_url"])], ", ");
  return structure(content["story"]) === null ? "" : "[story]";
}

/** `[poll creation]`: what the provider calls it, so that it is not taken for what the customer said. */
function unknownKind(content: Structure): string {
  const { unsupported, type } = content;
  const named = [structure(unsupported)?.["type"], ...list(unsupported), type].map(word);
  const kind = named.find((name) => name !== "" && !/^(?:unsupported|unknown|errors?)$/i.test(name));
  return `[${(kind ?? "unsupported").replaceAll("_", " ").slice(0, 100)}]`;
}

/** The words that a kind of message has which nobody here knows yet: a question and its answers, a title. */
function unknownWords(content: Structure): string[] {
  const payload = content["payload"];
  return flatten(payload).flatMap(({ field, value }) => (wordy.test(field) ? value : []));
}

const wordy = /(?:^|\.)(?:title|subtitle|name|text|body|caption|question|description|message|label|option_name)$/;
