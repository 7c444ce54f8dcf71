import { createContext, use } from "react";
import type { Organisation, User } from "./api.ts";

/** Who is signed in, and where they may go. Refreshed after everything that changes it. */
export interface Session {
  user: User;
  organisations: Organisation[];
  /** False while this is what is remembered, and the server is being asked. */
  isSettled: boolean;
  refresh: () => Promise<void>;
  signOut: () => Promise<void>;
}

export const SessionContext = createContext<Session | null>(null);

/** For what is shown to people who are signed in only. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) throw new Error("useSession outside of a signed-in page");
  return session;
}
