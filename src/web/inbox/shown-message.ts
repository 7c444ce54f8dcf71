import { useEffect, useEffectEvent } from "react";
import { useSearch } from "wouter";
import { addressOf, placeOfQuery } from "./list-views.ts";

const name = "message";

/** The address of a conversation at one of its messages. */
export function messageAddress(slug: string, conversationId: string, messageId: string): string {
  const { path } = placeOfQuery(slug, { filter: "all" });
  return addressOf({ path, search: `?${new URLSearchParams({ [name]: messageId }).toString()}` }, conversationId);
}

/** Calls `show` with the message that the address names, once the thread holds it. */
export function useShownMessage(held: readonly { readonly key: string }[], show: (messageId: string) => void): void {
  const wanted = new URLSearchParams(useSearch()).get(name);
  const isHeld = wanted !== null && held.some(({ key }) => key === wanted);
  const showIt = useEffectEvent(show);
  useEffect(() => {
    if (isHeld && wanted !== null) showIt(wanted);
  }, [isHeld, wanted]);
}
