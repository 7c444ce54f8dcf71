import PostalMime, { type Email } from "postal-mime";
import { mended } from "./bytes/mend.ts";

/** A mail, taken apart. Rejects when nobody can. */
export function readMail(raw: Uint8Array<ArrayBuffer>): Promise<Email> {
  return PostalMime.parse(mended(raw), { forceRfc822Attachments: true });
}
