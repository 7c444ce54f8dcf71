import { useEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import { useInbox } from "../../client/react.ts";
import type { CommandPayload } from "../../protocol/commands.ts";
import type { Rejection } from "../../protocol/rejections.ts";
import { addressOf, placeOfQuery } from "../inbox/list-views.ts";
import { refusalText } from "../refusal-text.ts";
import { useOrganisation } from "../shell/organisation.ts";
import type { Customer } from "./reachable.ts";
import type { StartChannel } from "./start-channels.ts";

type Said = Pick<CommandPayload<"conversation:start">, "subject" | "template"> & { readonly body: string };

export interface Addressee {
  readonly customer: Customer;
  /** "" for none. */
  readonly name: string;
  readonly chosen: StartChannel;
}

/** Says it, and opens what came of it. */
export function useStart(to: Addressee | null, close: () => void) {
  const inbox = useInbox();
  const { slug } = useOrganisation();
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<{ readonly answer: Rejection; readonly customer: Customer } | null>(null);
  const isShown = useRef(false);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);

  function open(conversationId: string): void {
    close();
    navigate(addressOf(placeOfQuery(slug, { filter: "all" }), conversationId));
  }

  async function send(said: Said): Promise<void> {
    if (to === null) return;
    const { customer, name, chosen } = to;
    const who =
      "contact" in customer
        ? { contactId: customer.contact.id }
        : { address: customer.address, ...(name === "" ? {} : { name }) };
    setBusy(true);
    const { id, settled } = inbox.ask("conversation:start", { channelId: chosen.channel.id, ...who, ...said });
    const answer = await settled;
    // Whoever closed the form meanwhile stays where they are, and hears of a refusal as of any other.
    if (!isShown.current) return;
    setBusy(false);
    if (answer.ok) return open(answer.value.id);
    // It is told here, beside what can be changed.
    for (const one of inbox.failures()) if (one.id === id) one.dismiss();
    setRefused({ answer, customer });
  }

  // What was said of one customer says nothing of the next.
  const refusal = refused !== null && refused.customer === to?.customer ? refused.answer : null;
  return {
    send,
    open,
    busy,
    failure: refusal === null ? null : refusalText(refusal),
    /** The numbers of which one may be meant; none where that is clear. */
    candidates: refusal?.code === "ambiguous_number" ? candidatesOf(refusal) : [],
  };
}

function candidatesOf({ details }: Rejection): readonly string[] {
  const candidates: readonly unknown[] = Array.isArray(details?.candidates) ? details.candidates : [];
  return candidates.filter((one) => typeof one === "string");
}
