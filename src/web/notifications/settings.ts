import * as v from "valibot";
import { type Topic, topics } from "./topics.ts";

/** Of whose conversations one wants to hear: of none, of one's own and nobody's, or of all. */
export const reaches = ["off", "mine", "all"] as const;
export type Reach = (typeof reaches)[number];

/** How one is told: inside the page, by the system, by ear. */
export const ways = ["toast", "desktop", "sound"] as const;
export type Way = (typeof ways)[number];

export interface TopicSettings extends Readonly<Record<Way, boolean>> {
  readonly reach: Reach;
}
export type NotificationSettings = Readonly<Record<Topic, TopicSettings>>;

const initial: TopicSettings = { reach: "mine", toast: true, desktop: true, sound: true };

// Whatever is missing or was written by another version is as it is at first.
const TopicSettingsSchema = v.object({
  reach: v.fallback(v.picklist(reaches), initial.reach),
  toast: v.fallback(v.boolean(), initial.toast),
  desktop: v.fallback(v.boolean(), initial.desktop),
  sound: v.fallback(v.boolean(), initial.sound),
});
const KeptSchema = v.fallback(v.record(v.string(), v.fallback(TopicSettingsSchema, initial)), {});

/** What was kept as text, made whole; null where nothing was. */
export function readNotificationSettings(kept: string | null): NotificationSettings {
  const held = v.parse(KeptSchema, parsed(kept));
  return Object.fromEntries(topics.map((topic) => [topic, held[topic] ?? initial])) as Record<Topic, TopicSettings>;
}

function parsed(kept: string | null): unknown {
  try {
    return JSON.parse(kept ?? "{}");
  } catch {
    return {};
  }
}
