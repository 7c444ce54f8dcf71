import * as v from "valibot";
import { limits } from "./limits.ts";
import { visibleLine, visibleName } from "./plain-text.ts";

/** A name that somebody typed: one of signs that cannot be seen is refused as an empty one is. */
export const TypedNameSchema = v.pipe(
  v.string(),
  v.transform((text) => (visibleName(text, text.length) === null ? "" : visibleLine(text))),
  v.minLength(1, "A name needs something that can be seen."),
  v.maxLength(limits.nameLength),
);
