import { messages } from "../message.ts";

export const channels = messages("channels", {
  none: "No channel yet",
  noneHint: "Connect a WhatsApp number below; what customers write to it comes into the inbox.",
  forAdmins: "An admin can connect one.",
  connected: "Connected channels",
  "state.connected": "Connected",
  "state.stopped": "Stopped",
  "state.disconnected": "Disconnected",

  connect: "Connect a WhatsApp number",
  where:
    "You find these in Meta's App Dashboard under WhatsApp → API Setup. The token is stored encrypted and is never shown again. There, under Configuration, the callback URL is {url}.",
  connectNumber: "Connect number",
  done: "Connected. Messages to this number come into the inbox from now on.",
  nameHint: "What your team calls it, such as Support",
  number: "Phone number",
  numberHint: "With country code, such as {example}",
  numberId: "Phone number ID",
  accountId: "WhatsApp Business Account ID",
  digits: "Digits only",
  token: "Access token",
  tokenHint: "Of a system user, so that it does not expire",
  ownApp: "This number has its own Meta app",
  appSecret: "App secret",
  verifyToken: "Verify token",

  goToNobody: "New conversations go to no team.",
  goToTeam: "New conversations go to {team}.",
  typingShown: "Customers see that an agent is typing.",
  goTo: "New conversations go to",
  noTeam: "No team",
  showTyping: "Show customers that an agent is typing",
  showTypingHint: "WhatsApp then also marks their message as read for them.",
});
