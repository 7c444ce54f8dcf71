import { messages } from "../message.ts";

/** The page of one channel. */
export const channelPage = messages("channelPage", {
  gone: "There is no such channel",
  goneHint: "It may belong to another organisation.",
  stopped: "This channel cannot send. What waits for it is kept.",
  "mend.token": "Give it a new token below, or, when something else stopped it and is mended, resume it.",
  "mend.agent": "Messages still arrive; replies wait until an admin has mended it.",
  resume: "Resume sending",
  notices: "What the provider says",
  noticeOf: "Said {time}",
  noticeUntil: "Said {time}; until {until}",
  seen: "Mark as seen",
  disconnected: "This channel is disconnected. Its conversations can be read, not answered.",
  connectAgain: "Connect it again",

  waiting: "In its queue",
  "waiting.none": "Nothing waits, and nothing has failed.",
  "count.waiting": "{count, plural, one {# message waits} other {# messages wait}}",
  "count.failed": "{count, plural, one {# message has failed} other {# messages have failed}}",
  "count.unconfirmed":
    "{count, plural, one {of # message it is not known whether it arrived} other {of # messages it is not known whether they arrived}}",

  settings: "Settings",
  goTo: "New conversations go to",
  noTeam: "No team",
  showTyping: "Show customers that an agent is typing",
  showTypingHint: "WhatsApp then also marks their message as read for them.",
  rate: "Messages a second",
  rateHint: "What the provider lets the number send; {n, number} when this is left empty.",
  rateError: "A number from 1 to {most, number}, or nothing.",
  saved: "Saved.",

  comesIn: "Where messages come in",
  "comesIn.meta":
    "In Meta's App Dashboard, give this as the callback URL with the verify token, and subscribe to the field messages:",
  "comesIn.shared":
    "The Meta app of this deployment sends messages to this callback URL. Whoever operates Parley has given it to Meta with the verify token (META_VERIFY_TOKEN):",
  "comesIn.sms": "In the Twilio console, set “A message comes in” of the number to this address, with the method POST:",
  "comesIn.email":
    "In Cloudflare, under the domain → Email Routing, route this address to the Parley Worker, with subaddressing on:",
  "comesIn.report":
    "With an account of its own at the mail service, send that account's webhooks to this address, so that bounces and complaints are known:",
  callbackUrl: "Callback URL",
  address: "Address",

  access: "Access",
  "access.hint": "What is left empty stays as it is. What you save is checked with {provider} first.",
  "action.save": "Save",
  "action.resume": "Save and resume",
  "access.nothing": "Enter what is new.",
  "access.saved": "Saved. It works.",

  disconnect: "Disconnect",
  "disconnect.hint":
    "Nothing comes in or goes out any more. Its conversations stay, and go on when the same number or account is connected again.",
  "disconnect.ask": "Disconnect {name}?",
  "disconnect.warning":
    "Its token is forgotten and its settings at the provider stay as they are. {count, plural, =0 {Nothing waits in its queue.} one {# message that waits will fail.} other {# messages that wait will fail.}} Its conversations can be read, not answered.",
});
