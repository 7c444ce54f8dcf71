import { guess } from "../../client/guess.ts";
import { createInbox, type Inbox } from "../../client/inbox.ts";
import { claimTabSession } from "../tab-session.ts";
import { createCommandStorage } from "./command-storage.ts";

let tab: { session: Promise<string>; storage: ReturnType<typeof createCommandStorage> } | null = null;

/** Connects this tab to an organisation, with the cookie of the page. */
export async function openInbox(org: string, agentId: string): Promise<Inbox> {
  tab ??= { session: claimTabSession(), storage: createCommandStorage() };
  const { session, storage } = tab;
  const inbox = createInbox({ url: location.origin, org, agentId, session: await session, storage, guess });
  // What is unread is counted on every page, whichever list it shows.
  void inbox.loadConversations("unread");
  void inbox.loadMentions();
  return inbox;
}
