import type { Subject } from "../../core/occurrence.ts";

/** Where something is seen, within its organisation; null: several things. */
export function placeOf(subject: Subject | null): string {
  if (subject === null) return "inbox/unread";
  switch (subject.kind) {
    case "conversation":
      return `inbox/all/${subject.id}`;
    case "contact":
      return `contacts/${subject.id}`;
  }
}
