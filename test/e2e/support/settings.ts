import type { Locator } from "playwright-core";
import type { AgentWindow } from "./agent-window.ts";

/** The pages of the settings, in the order of their navigation. */
export const pages = [
  { path: "team", title: "Team members" },
  { path: "teams", title: "Teams" },
  { path: "channels", title: "Channels" },
  { path: "labels", title: "Labels" },
  { path: "canned-responses", title: "Canned responses" },
  { path: "macros", title: "Macros" },
  { path: "api-keys", title: "API keys" },
  { path: "notifications", title: "Notifications" },
  { path: "preferences", title: "Preferences" },
] as const;

/** Goes to a page of the settings as a person does, from wherever the window is. */
export async function open(window: AgentWindow, title: (typeof pages)[number]["title"]): Promise<void> {
  await window.page.getByRole("link", { name: "Settings" }).click();
  const navigation = window.page.getByRole("navigation", { name: "Settings" });
  await navigation.getByRole("link", { name: title, exact: true }).click();
  await window.page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
}

/** The row of a page's list that has the text. */
export function item(window: AgentWindow, text: string): Locator {
  return window.page.getByRole("main").getByRole("listitem").filter({ hasText: text });
}

export function dialog(window: AgentWindow): Locator {
  return window.dialog();
}

export function button(window: AgentWindow, name: string): Locator {
  return window.page.getByRole("button", { name, exact: true });
}
