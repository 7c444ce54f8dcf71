import * as v from "valibot";
import { nameLength } from "./limit-values.ts";

/** Names of people and organisations: everybody of an organisation gets them, and they stand in mails and lists. */

/**
 * Characters that nobody sees and that change what stands beside them: controls, line breaks, halves of a character, marks of
 * direction. The joiners of Persian and Indic scripts and of emoji are letters' own.
 */
const hidden = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?!\u200C|\u200D|\uFE0E|\uFE0F)[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
const everyHidden = new RegExp(hidden, "gu");
/** Something that can be seen: neither space, nor joiner, nor a mark without its letter. */
const seen = /[^\s\p{Default_Ignorable_Code_Point}\p{M}\u2800]/u;

export const ShownNameSchema = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, "A name must not be empty."),
  v.maxLength(nameLength, `A name has ${nameLength} characters at most.`),
  v.check((name) => !hidden.test(name), "A name has no invisible or control characters."),
  v.check((name) => seen.test(name), "A name must not be empty."),
);

/** A name from a row that was written before there was a rule, made to fit; `fallback` where nothing is left of it. */
export function fitName(name: string, fallback: string): string {
  const fitted = name
    .replaceAll(everyHidden, "")
    .trim()
    .slice(0, nameLength)
    .replace(/\p{Cs}$/u, "")
    .trim();
  return seen.test(fitted) ? fitted : fallback.slice(0, nameLength);
}
