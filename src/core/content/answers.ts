import { list, type Structure, structure, text, word } from "./read.ts";

/** One field of a form that a customer has filled in. */
export interface Answer {
  readonly field: string;
  readonly value: string;
}

/** Of the provider's own use: the customer has not said it. */
const unsaid = new Set(["flow_token", "wa_flow_response_params"]);
const depth = 6;
const answersMax = 200;
/** A JSON text longer than this is no form that somebody filled in. */
const formLength = 200_000;

/** What a Flow or an address form brought; [] where nothing of it can be read. */
export function answersOf(reply: Structure): Answer[] {
  const given = reply["response_json"];
  const parsed = typeof given === "string" ? parse(given) : given;
  return flatten(parsed).slice(0, answersMax);
}

/** Everything with words in a structure, by the path to it: `address.street: Main Street 1`. */
export function flatten(value: unknown, path = "", levels = depth): Answer[] {
  if (Array.isArray(value)) {
    if (value.every((item) => structure(item) === null && !Array.isArray(item)))
      return answer(path, value.map(said).filter(Boolean).join(", "));
    return levels === 0
      ? []
      : value.flatMap((item, index) => flatten(item, joinedPath(path, String(index + 1)), levels - 1));
  }
  const parts = structure(value);
  if (parts === null) return answer(path, said(value));
  if (levels === 0) return [];
  const file = fileName(parts);
  if (file !== null) return answer(path, file);
  return Object.entries(parts)
    .filter(([name]) => !unsaid.has(name))
    .flatMap(([name, part]) => flatten(part, joinedPath(path, word(name)), levels - 1));
}

/** A file that was chosen in a form: its name is what it says. */
function fileName(parts: Structure): string | null {
  const isFile = parts["mime_type"] !== undefined && (parts["id"] ?? parts["media_id"]) !== undefined;
  return isFile ? word(parts["file_name"]) || word(parts["mime_type"]) : null;
}

function answer(field: string, value: string): Answer[] {
  return value === "" ? [] : [{ field, value }];
}

function said(value: unknown): string {
  return typeof value === "boolean" ? String(value) : text(value);
}

function joinedPath(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function parse(json: string): unknown {
  if (json.length > formLength) return null;
  try {
    return JSON.parse(json);
  } catch {
    // Not JSON, and said all the same.
    return list([json]);
  }
}
