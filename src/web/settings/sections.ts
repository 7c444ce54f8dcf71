import {
  Bell,
  KeyRound,
  MessageCircle,
  MessageSquareText,
  SlidersHorizontal,
  Tag,
  UserRound,
  UsersRound,
  Zap,
  type LucideIcon,
} from "lucide-react";
import { settingsSections } from "../messages/en/settings-sections.ts";
import { t } from "../messages/t.ts";

/** The pages of the settings, by their part of the address; in the order of the navigation. */
export const sections = [
  "team",
  "teams",
  "channels",
  "labels",
  "canned-responses",
  "macros",
  "api-keys",
  "notifications",
  "preferences",
] as const;
export type Section = (typeof sections)[number];

export const sectionIcons: Readonly<Record<Section, LucideIcon>> = {
  team: UserRound,
  teams: UsersRound,
  channels: MessageCircle,
  labels: Tag,
  "canned-responses": MessageSquareText,
  macros: Zap,
  "api-keys": KeyRound,
  notifications: Bell,
  preferences: SlidersHorizontal,
};

export function sectionName(section: Section): string {
  return t(settingsSections[`section.${section}`]);
}
