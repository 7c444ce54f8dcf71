import { messages } from "../message.ts";

/** The pages of the settings. */
export const settingsSections = messages("settingsSections", {
  settings: "Settings",
  "section.team": "Team members",
  "section.teams": "Teams",
  "section.channels": "Channels",
  "section.labels": "Labels",
  "section.canned-responses": "Canned responses",
  "section.macros": "Macros",
  "section.api-keys": "API keys",
  "section.notifications": "Notifications",
  "section.preferences": "Preferences",
});
