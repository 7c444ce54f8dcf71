import type { EditFact, ReactionFact, RevokeFact, StatusFact } from "../protocol/facts.ts";
import type { Message } from "../protocol/records.ts";
import { receiveEdit, receiveReaction, receiveRevoke, receiveStatus } from "./receive.ts";
import type { Reception } from "./receive.ts";

/** What is said about a message that is there. */
export type AboutFact = StatusFact | ReactionFact | EditFact | RevokeFact;

/** `addresses`: the customer's, by which a report of a mail names them. */
export function receiveAbout(message: Message, fact: AboutFact, addresses: readonly string[]): Reception {
  switch (fact.fact) {
    case "status":
      return receiveStatus(message, fact, addresses);
    case "reaction":
      return receiveReaction(message, fact);
    case "edit":
      return receiveEdit(message, fact);
    case "revoke":
      return receiveRevoke(message, fact);
  }
}
