import { messages } from "../message.ts";

/** One customer over several channels. */
export const together = messages("together", {
  together: "All channels",
  togetherHint: "Show what was said on {channels} in one thread",
  leftOut: "What was said by {channels} could not be loaded.",
  repliesBy: "<strong>{name} is replying</strong> by {channel}",
  typesBy: "<strong>{name} is typing</strong> by {channel}",
  writeBy: "Write by {channel}",
  chooseChannel: "Choose the channel",
  begin: "Begin on",
  busyElsewhere: "Who is writing on other channels",
});
