import { useEffect, useEffectEvent } from "react";
import { useSearch } from "wouter";
import { addressOf, placeOfQuery } from "./list-views.ts";

const parameter = "message";

/** The address of a conversation at one of its messages. */
export function messageAddress(slug: string, conversationId: string, messageId: string): string {
  const { path } = placeOfQuery(slug, { filter: "all" });
  return addressOf({ path, search: `?${new URLSearchParams({ [parameter]: messageId }).toString()}` }, conversationId);
}

interface ThreadSoFar {
  rows: readonly { readonly key: string }[];
  /** Whether older messages can be asked for now. */
  canLoadOlder: boolean;
  loadOlder: () => void;
  show: (messageId: string) => void;
}

/** Shows the message that the address names, as far back as it may be. */
export function useShownMessage({ rows, canLoadOlder, loadOlder, show }: ThreadSoFar): void {
  const wanted = new URLSearchParams(useSearch()).get(parameter);
  const isHeld = wanted !== null && rows.some(({ key }) => key === wanted);
  const showIt = useEffectEvent(show);
  const goBack = useEffectEvent(loadOlder);
  useEffect(() => {
    if (wanted === null) return;
    if (isHeld) showIt(wanted);
    else if (canLoadOlder) goBack();
  }, [wanted, isHeld, canLoadOlder]);
}
