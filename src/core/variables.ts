/**
 * Variables of canned responses and macros: `{{contact.first_name}}`, or `{{contact.first_name|there}}` with what to
 * say where it is not known. An unknown variable stays as it was written, so that its author sees it.
 */
export const variableNames = [
  "contact.name",
  "contact.first_name",
  "contact.phone",
  "agent.name",
  "agent.first_name",
] as const;
export type VariableName = (typeof variableNames)[number];

export interface VariableSources {
  readonly contact: { readonly name: string | null; readonly phoneNumber: string | null } | null;
  readonly agent: { readonly name: string } | null;
}

export function fillVariables(text: string, sources: VariableSources): string {
  return text.replace(/\{\{\s*([a-z_.]+)\s*(?:\|([^{}]*))?\}\}/g, (written, name: string, fallback?: string) =>
    isVariable(name) ? (valueOf(name, sources) ?? fallback?.trim() ?? "") : written,
  );
}

function isVariable(name: string): name is VariableName {
  return (variableNames as readonly string[]).includes(name);
}

function valueOf(name: VariableName, { contact, agent }: VariableSources): string | null {
  switch (name) {
    case "contact.name":
      return contact?.name ?? null;
    case "contact.first_name":
      return first(contact?.name ?? null);
    case "contact.phone":
      return contact?.phoneNumber ?? null;
    case "agent.name":
      return agent?.name ?? null;
    case "agent.first_name":
      return first(agent?.name ?? null);
  }
}

function first(name: string | null): string | null {
  return name?.trim().split(/\s+/u)[0] || null;
}
