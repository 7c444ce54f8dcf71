import { createContext, use } from "react";
import type { Actions } from "../../client/actions.ts";

/** What this shell's agent did, so that all of it can be taken back from one place. */
export const ActionsContext = createContext<Actions | null>(null);

/**
 * Runs what an agent does to one conversation or to many: its progress, what was refused and "Undo" are shown by the
 * shell, so that a caller has nothing more to do than to run it.
 */
export function useActions(): Actions {
  const actions = use(ActionsContext);
  if (actions === null) throw new Error("useActions outside of a shell");
  return actions;
}
