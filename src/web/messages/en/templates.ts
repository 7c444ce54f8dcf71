import { messages } from "../message.ts";

/** Templates: what may be sent when the window of a conversation is closed. */
export const templates = messages("templates", {
  choose: "Choose a template",
  send: "Send template",
  search: "Search templates",
  none: "No approved template",
  noneFound: "No template says that",
  whyNone: "Templates are made and approved at the provider. What was approved lately may not have been read yet.",
  readAgain: "Read them again",
  more: "More templates",
  notLoaded: "The templates could not be loaded.",
  back: "Other templates",
  close: "Close",
  preview: "Preview",
  "variable.body": "Text: {name}",
  "variable.header": "Heading: {name}",
  "variable.button": "Button: {name}",
  example: "For example: {example}",
  fillAll: "Fill in every field: the provider refuses a template with a gap.",
  file: "The file at its top",
  fileMissing: "This template needs a file at its top. Wait until it is uploaded.",
  noPlace: "A template with a place at its top cannot be sent from here.",
  length: "{length, number} of {limit, number} characters",
  tooLong:
    "With its variables the text has {length, number} characters, of {limit, number} that it may have. Shorten one of them.",
  headingTooLong: "With its variables the heading is over {limit, number} characters. Shorten one of them.",

  closed:
    "The customer's last message is too long ago for a reply. Send a template: once the customer answers, you can write freely.",
  neverOpen: "The customer has not written yet. Send a template: once the customer answers, you can write freely.",
  closedNoTemplate: "The customer's last message is too long ago for a reply. Wait until the customer writes again.",
  kept: "What you wrote is kept.",
  closesInHours: "Replies possible for {hours, number} h {minutes, number} min more",
  closesInMinutes: "Replies possible for {minutes, number} min more",
});
