import { UserRound } from "lucide-react";
import type { PresenceState } from "../../protocol/signals.ts";
import { locale } from "../messages/language.ts";
import "./avatar.css";

const tints = 6;

interface AvatarProps {
  id: string;
  name: string | null;
  size?: 20 | 24 | 36;
  /** Adds a dot; nothing is shown for someone offline, whose absence is no news. */
  presence?: PresenceState | "offline";
}

/** Initials on a tint that is the same for the same id everywhere. Decorative: the name stands beside it. */
export function Avatar({ id, name, size = 36, presence = "offline" }: AvatarProps) {
  const initials = initialsOf(name);
  return (
    <span className={`avatar avatar-${size} avatar-tint-${tintOf(id)}`} aria-hidden>
      {initials === "" ? <UserRound size={size === 36 ? 20 : 16} /> : initials}
      {presence === "offline" ? null : <span className={`avatar-dot avatar-dot-${presence}`} />}
    </span>
  );
}

function initialsOf(name: string | null): string {
  const words = (name ?? "").split(/\s+/u).filter((word) => /^\p{L}/u.test(word));
  const first = words[0];
  const last = words.length > 1 ? words[words.length - 1] : undefined;
  return [first, last]
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toLocaleUpperCase(locale().tag);
}

function tintOf(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return sum % tints;
}
