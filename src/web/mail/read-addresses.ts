import * as v from "valibot";

const Address = v.pipe(v.string(), v.email());

/** What was typed or pasted as addresses: "a@b.test; Rosa <rosa@c.test>". */
export function readAddresses(text: string): { readonly addresses: string[]; readonly wrong: string[] } {
  const parts = text
    .split(/[,;\n\t]+/)
    .map((part) => (/<([^<>]*)>/.exec(part)?.[1] ?? part).trim().toLowerCase())
    .filter((part) => part !== "");
  return {
    addresses: parts.filter((part) => v.is(Address, part)),
    wrong: parts.filter((part) => !v.is(Address, part)),
  };
}
