import * as v from "valibot";
import { type Reach, reaches, type Topic, topics } from "../../protocol/topics.ts";
import { topicTable } from "./topics.ts";

/** How one is told: inside the page, by the system, by ear. */
export const ways = ["toast", "desktop", "sound"] as const;
export type Way = (typeof ways)[number];

export interface TopicSettings extends Readonly<Record<Way, boolean>> {
  readonly reach: Reach;
}
export type NotificationSettings = Readonly<Record<Topic, TopicSettings>>;

// Whatever is missing or was written by another version is as it is at first.
const schemaOf = (initial: TopicSettings) =>
  v.fallback(
    v.object({
      reach: v.fallback(v.picklist(reaches), initial.reach),
      toast: v.fallback(v.boolean(), initial.toast),
      desktop: v.fallback(v.boolean(), initial.desktop),
      sound: v.fallback(v.boolean(), initial.sound),
    }),
    initial,
  );
const KeptSchema = v.fallback(v.record(v.string(), v.unknown()), {});

/** What was kept as text, made whole; null where nothing was. */
export function readNotificationSettings(kept: string | null): NotificationSettings {
  const held = v.parse(KeptSchema, parsed(kept));
  const whole = topics.map((topic) => [topic, v.parse(schemaOf(topicTable[topic].initial), held[topic])]);
  return Object.fromEntries(whole) as Record<Topic, TopicSettings>;
}

function parsed(kept: string | null): unknown {
  try {
    return JSON.parse(kept ?? "{}");
  } catch {
    return {};
  }
}
