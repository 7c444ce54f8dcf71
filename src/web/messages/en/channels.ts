import { messages } from "../message.ts";

/** The list of channels, and what all of their pages say. */
export const channels = messages("channels", {
  none: "No channel yet",
  noneHint: "Connect one below; what customers write to it comes into the inbox.",
  forAdmins: "An admin can connect one.",
  connected: "Connected channels",
  "state.connected": "Can send",
  "state.stopped": "Cannot send",
  "state.disconnected": "Disconnected",

  connect: "Connect a channel",
  "what.whatsapp": "A number of the WhatsApp Business Platform",
  "what.instagram": "Direct messages of a professional account",
  "what.sms": "A phone number at Twilio",
  "what.email": "An address such as {example}",

  goToNobody: "New conversations go to no team.",
  goToTeam: "New conversations go to {team}.",
  typingShown: "Customers see that an agent is typing.",
  typingNotShown: "Customers do not see that an agent is typing.",
  tracked: "Openings of mails and clicks in them are told.",
  notTracked: "Openings of mails and clicks in them are not told.",
});
