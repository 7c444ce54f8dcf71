import { createContext, use } from "react";
import type { Agent } from "../../protocol/records.ts";
import type { Organisation } from "../api.ts";
import { useInboxView } from "../../client/react.ts";

export const OrganisationContext = createContext<Organisation | null>(null);

/** The organisation whose page this is: the one its address names. */
export function useOrganisation(): Organisation {
  const organisation = use(OrganisationContext);
  if (organisation === null) throw new Error("useOrganisation outside of a shell");
  return organisation;
}

/** Oneself as the organisation knows one; null until the roster is here. */
export function useMe(): Agent | null {
  return useInboxView((inbox) => inbox.agents().find((agent) => agent.id === inbox.me) ?? null);
}
