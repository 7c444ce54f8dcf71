import type { Email } from "postal-mime";

/** A mail's page as it is stored, so that places in it are the same wherever it is read. Empty where there is none. */
export function pageOf({ html = "" }: Email): string {
  return html.trim() === ""
    ? ""
    : html
        .replaceAll("\0", "")
        .replace(/^\uFEFF+/, "")
        .toWellFormed();
}
