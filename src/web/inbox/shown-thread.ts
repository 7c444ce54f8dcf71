import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { ConversationView, Inbox, ThreadView } from "../../client/inbox.ts";
import { useInbox, useInboxView } from "../../client/react.ts";
import { useConversationsOf } from "../contact/conversations-of.ts";
import { useIsApart } from "../preferences.ts";
import { WovenThread } from "./woven-thread.ts";

export interface ShownThread {
  readonly woven: WovenThread;
  readonly view: ThreadView;
  /** All conversations with the customer as far as they are known, the open one too. */
  readonly conversations: readonly ConversationView[];
  /** False: the agent wants each by itself. */
  readonly isTogether: boolean;
}

/**
 * The thread of the open conversation, with those that the customer has on other channels. Until all of them are here
 * the open one is shown alone, so that it is as quick as it would be without them.
 */
export function useShownThread(id: string, open: ConversationView | null): ShownThread {
  const inbox = useInbox();
  const list = useConversationsOf(open?.record.contactId ?? null);
  const isApart = useIsApart();
  const conversations = useMemo(() => {
    const items = list?.items ?? [];
    return open === null || items.some(({ record }) => record.id === id) ? items : [open, ...items];
  }, [list, open, id]);
  const all = conversations
    .map(({ record }) => record.id)
    .toSorted()
    .join(" ");
  const [loaded, setLoaded] = useState("");
  useEffect(() => {
    if (isApart || !all.includes(" ")) return;
    let isGone = false;
    void new WovenThread(inbox, all.split(" ")).load().then(() => {
      if (!isGone) setLoaded(all);
    });
    return () => {
      isGone = true;
    };
  }, [inbox, all, isApart]);
  // A conversation that begins meanwhile comes in when it is here; until then those that were shown stay.
  const together = useInboxView((one) => ofSameCustomer(one, id, loaded.split(" ")).join(" "));
  const shown = !isApart && together.split(" ").includes(id) ? together : id;
  const woven = useMemo(() => new WovenThread(inbox, shown.split(" ")), [inbox, shown]);
  const view = useSyncExternalStore(woven.subscribe, woven.view);
  useEffect(() => woven.followOwn(), [woven, view]);
  return { woven, view, conversations, isTogether: !isApart };
}

/** Without those that belong to somebody else again, since contacts were separated: they would be marked read here. */
export function ofSameCustomer(
  inbox: Pick<Inbox, "conversation">,
  id: string,
  conversationIds: readonly string[],
): readonly string[] {
  const customer = inbox.conversation(id)?.record.contactId;
  return conversationIds.filter((one) => {
    const theirs = inbox.conversation(one)?.record.contactId;
    return theirs === undefined || customer === undefined || theirs === customer;
  });
}
