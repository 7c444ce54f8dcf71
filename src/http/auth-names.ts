import { APIError } from "better-auth/api";
import { limits } from "../protocol/limits.ts";
import { visibleName } from "../protocol/plain-text.ts";

/** A person's or organisation's name as it is kept. */
export function checkedName(text: string): string {
  const name = visibleName(text, text.length);
  if (name !== null && text.length <= limits.nameLength) return name;
  throw new APIError("BAD_REQUEST", {
    code: "INVALID_NAME",
    message: `A name has something that can be seen, and ${limits.nameLength} characters at most.`,
  });
}
