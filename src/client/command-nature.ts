import type { CommandName } from "../protocol/commands.ts";
import type { Rejection } from "../protocol/rejections.ts";

/** Pointless once the connection is another one: asked anew where it still matters, never kept. */
export function isFleeting(name: CommandName): boolean {
  return name.startsWith("lock:");
}

/**
 * What this client asks for by itself and answers for by itself, and what is done about contacts, where whoever asked waits
 * for the answer: no person has to decide later about a refusal.
 */
export function isPersonal(name: CommandName): boolean {
  return name.startsWith("lock:") || name.startsWith("draft:") || name.startsWith("contact:");
}

/** Not about the command: the hub was busy or out of reach. It is kept and sent again by itself. */
export function isTransient({ code }: Rejection): boolean {
  return code === "unavailable" || code === "too_many_requests";
}
