import type { EditFact, ReactionFact, RevokeFact, StatusFact } from "../protocol/facts.ts";
import type { Message } from "../protocol/records.ts";
import { receiveEdit, receiveReaction, receiveRevoke, receiveStatus } from "./receive.ts";
import type { Reception } from "./receive.ts";

/** What is said about a message that is there. */
export type AboutFact = StatusFact | ReactionFact | EditFact | RevokeFact;

export function receiveAbout(message: Message, fact: AboutFact): Reception {
  switch (fact.fact) {
    case "status":
      return receiveStatus(message, fact);
    case "reaction":
      return receiveReaction(message, fact);
    case "edit":
      return receiveEdit(message, fact);
    case "revoke":
      return receiveRevoke(message, fact);
  }
}
