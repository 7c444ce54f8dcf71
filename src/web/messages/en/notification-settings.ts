import { messages } from "../message.ts";

/** Of what one is told, and how. */
export const notificationSettings = messages("notificationSettings", {
  yoursAlone: "These are yours alone, in this browser. While you are Busy nothing pops up or sounds; the counts go on.",
  toldOf: "What you are told of",
  toldOfHint: "What is open before your eyes is not told. What you follow counts as yours.",
  hear: "Hear the sound",
  desktop: "Desktop notifications",
  allow: "Allow desktop notifications",
  "permission.default": "Your system can tell you when Parley is behind another window. Your browser asks you once.",
  "permission.granted": "They are allowed: your system tells you while Parley is behind another window.",
  "permission.denied":
    "They are blocked. To allow them, open the browser's settings for this site, beside the address, and choose Notifications.",
  "permission.unsupported": "This browser has none. You are told inside Parley.",

  "way.toast": "In Parley",
  "way.desktop": "Desktop",
  "way.sound": "Sound",
  "reach.off": "Off",
  "reach.mine": "Mine and unassigned",
  "reach.all": "All",
  on: "On",
  reachOf: "{topic}: of which conversations",
  "topic.message": "New message",
  "hint.message": "A customer writes in a conversation that is there already.",
  "topic.conversation": "New conversation",
  "hint.conversation": "A customer writes for the first time.",
  "topic.mention": "Mention",
  "hint.mention": "A colleague names you in a note.",
  "topic.assigned": "Assigned to you",
  "hint.assigned": "You are given a conversation, by a colleague or by a rule.",
  "topic.undelivered": "Not delivered",
  "hint.undelivered": "A message that you wrote did not reach the customer.",
  "topic.lead": "Lead converted",
  "hint.lead": "A colleague or a program makes a contact a customer.",
  "topic.clicked": "Link clicked",
  "hint.clicked": "A customer follows a link in a mail that you wrote.",
  "topic.opened": "Mail opened",
  "hint.opened":
    "A customer opens a mail that you wrote, for the first time. Some mail programs open it by themselves.",
});
