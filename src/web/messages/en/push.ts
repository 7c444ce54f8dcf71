import { messages } from "../message.ts";

export const push = messages("push", {
  heading: "When Parley is closed",
  turn: "Tell me on this device when Parley is closed",
  "state.on":
    "It is on for this device: what you have ticked under Desktop below also reaches you while no tab of Parley is open.",
  "state.off": "It is off for this device: nothing reaches you while no tab of Parley is open.",
  "state.blocked":
    "Your browser blocks notifications of this site, so nothing reaches you while no tab of Parley is open.",
  "state.notSetUp": "Push notifications are not set up on this installation. Whoever runs it can add them.",
  "state.unsupported": "This browser cannot be reached while no tab of Parley is open.",
  notAllowed: "Your browser has not been allowed to show notifications.",
  unreachable: "Your browser could not reach its push service. Check your connection and try again.",
});
