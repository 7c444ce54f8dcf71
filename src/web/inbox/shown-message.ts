import { useEffect, useEffectEvent } from "react";
import { useSearch } from "wouter";
import { addressOf, placeOfQuery } from "./list-views.ts";

const parameter = "message";

/** The address of a conversation at one of its messages. */
export function messageAddress(slug: string, conversationId: string, messageId: string): string {
  const { path } = placeOfQuery(slug, { filter: "all" });
  return addressOf({ path, search: `?${new URLSearchParams({ [parameter]: messageId }).toString()}` }, conversationId);
}

/** Shows the message that the address names, as far back as it may be, once the thread is here. */
export function useShownMessage(isHere: boolean, show: (messageId: string) => void): void {
  const wanted = new URLSearchParams(useSearch()).get(parameter);
  const showIt = useEffectEvent(show);
  useEffect(() => {
    if (wanted !== null && isHere) showIt(wanted);
  }, [wanted, isHere]);
}
