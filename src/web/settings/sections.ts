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

export const sectionLooks: Readonly<Record<Section, { name: string; icon: LucideIcon }>> = {
  team: { name: "Team members", icon: UserRound },
  teams: { name: "Teams", icon: UsersRound },
  channels: { name: "Channels", icon: MessageCircle },
  labels: { name: "Labels", icon: Tag },
  "canned-responses": { name: "Canned responses", icon: MessageSquareText },
  macros: { name: "Macros", icon: Zap },
  "api-keys": { name: "API keys", icon: KeyRound },
  notifications: { name: "Notifications", icon: Bell },
  preferences: { name: "Preferences", icon: SlidersHorizontal },
};
