/** What kind of machine wrote a mail. None of them is ever answered by a machine of ours. */
export type Robot = "reply" | "bulk" | "bounce" | "notice";

/** Values of a mail's headers by their lower-case name. */
export type Headers = (name: string) => string | undefined;

/** RFC 3834 and what mail programs did before it; null for a person. `envelopeFrom` is empty for a bounce. */
export function robotOf(headers: Headers, from: string | null, envelopeFrom: string): Robot | null {
  const local = (from ?? "").split("@")[0] ?? "";
  if (envelopeFrom === "" || envelopeFrom === "<>" || /^(mailer-daemon|postmaster)$/.test(local)) return "bounce";
  const submitted = headers("auto-submitted")?.trim().toLowerCase() ?? "no";
  if (submitted.startsWith("auto-replied")) return "reply";
  const says = (name: string): boolean => headers(name) !== undefined;
  if (says("x-autoreply") || says("x-autorespond") || says("x-autoresponder")) return "reply";
  const precedence = headers("precedence")?.trim().toLowerCase() ?? "";
  if (precedence === "auto_reply") return "reply";
  if (/^(bulk|list|junk)$/.test(precedence) || says("list-id") || says("list-unsubscribe")) return "bulk";
  if (submitted !== "no" || /^(no-?reply|do-?not-?reply)\b/.test(local)) return "notice";
  return null;
}
