import { guess } from "../../client/guess.ts";
import { createInbox, type Inbox } from "../../client/inbox.ts";
import type { Organisation } from "../api.ts";
import { keepTimeOf } from "../clock.ts";
import { openPageCache } from "../offline/record-cache.ts";
import { claimTabSession } from "../tab-session.ts";
import { createCommandStorage } from "./command-storage.ts";
import { composed } from "./composed.ts";

let tab: { session: Promise<string>; storage: ReturnType<typeof createCommandStorage> } | null = null;

/** Connects this tab to an organisation, with the cookie of the page. */
export async function openInbox({ id, slug }: Pick<Organisation, "id" | "slug">, agentId: string): Promise<Inbox> {
  tab ??= { session: claimTabSession(), storage: createCommandStorage() };
  const { session, storage } = tab;
  const [tabSession, cache] = await Promise.all([session, openPageCache(id, agentId)]);
  const inbox = createInbox({
    url: location.origin,
    org: slug,
    agentId,
    session: tabSession,
    storage,
    guess: (held, commands, asker) => guess(held, commands, asker, composed),
    cache,
  });
  keepTimeOf(inbox);
  // What is unread is counted on every page, whichever list it shows. Asked for again, a list loads its next page.
  if (inbox.conversations("unread").items.length === 0) void inbox.loadConversations("unread");
  if (inbox.mentions().items.length === 0) void inbox.loadMentions();
  return inbox;
}
