import type { Agent } from "../protocol/records.ts";

/** The agents whom a note names as `@Name`, each once, in the order of the roster. The longest name that fits is meant. */
export function mentionedIn(body: string, agents: readonly Pick<Agent, "id" | "name">[]): string[] {
  const byLength = agents.filter(({ name }) => name.trim() !== "").sort((a, b) => b.name.length - a.name.length);
  const found = new Set<string>();
  for (let at = body.indexOf("@"); at !== -1; at = body.indexOf("@", at + 1)) {
    // `ana@ben.example` is an address.
    if (isLetter(body.charAt(at - 1))) continue;
    const rest = body.slice(at + 1).toLowerCase();
    const named = byLength.find(
      ({ name }) => rest.startsWith(name.toLowerCase()) && !isLetter(rest.charAt(name.length)),
    );
    if (named !== undefined) found.add(named.id);
  }
  return agents.filter(({ id }) => found.has(id)).map(({ id }) => id);
}

function isLetter(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}
