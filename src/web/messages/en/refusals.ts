import { messages } from "../message.ts";

/** Why Parley says no, by the code of the refusal: for readers of another language than its own words are in. */
export const refusals = messages("refusals", {
  invalid: "Something in it is not valid. Check what you entered.",
  unauthorized: "You are not signed in.",
  forbidden: "You may not do that.",
  not_found: "It is not here any more.",
  conflict: "It is in conflict with what is there already.",
  stale: "Somebody changed it meanwhile.",
  already_assigned: "A colleague has it already.",
  locked: "A colleague is writing a reply there.",
  expired: "It is too late for that.",
  too_large: "It is too large.",
  unsupported_media_type: "Files of this kind are not taken.",
  window_closed: "The customer wrote too long ago: the channel takes no free reply now.",
  opted_out: "The customer does not want to be written to.",
  too_long: "The text is too long.",
  unsupported_content: "The channel cannot carry that.",
  media_refused: "The file was refused.",
  template_invalid: "The template cannot be sent like that.",
  channel_unavailable: "The channel does not work at the moment.",
  not_retriable: "It cannot be sent again.",
  not_cancellable: "It cannot be taken back any more.",
  not_settleable: "It is settled already whether it arrived.",
  too_many_attempts: "Too many attempts. Try again later.",
  too_many_requests: "Too much at once. Try again in a moment.",
  unavailable: "Parley cannot do that just now. Try again in a moment.",
});
