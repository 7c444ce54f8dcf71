import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { dictionary } from "@zxcvbn-ts/language-common";

/** `npm run common-passwords`: makes the list of passwords that nobody may choose, from the dictionary of zxcvbn. */

/** The most common ones of those that are long enough to be chosen at all. */
const taken = 5_000;

const digests = (dictionary["passwords-common"] as readonly string[])
  .filter((password) => password.length >= 8)
  .slice(0, taken)
  .map((password) => createHash("sha256").update(password.toLowerCase()).digest().subarray(0, 4))
  .toSorted(Buffer.compare);

writeFileSync(
  new URL("../http/common-passwords.ts", import.meta.url),
  `/** Made by \`npm run common-passwords\`: the first four bytes of the SHA-256 of each, in base64. */
export const commonPasswordDigests =
  "${Buffer.concat(digests).toString("base64")}";
`,
);
