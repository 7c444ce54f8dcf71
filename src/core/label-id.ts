/**
 * A label's id, made of its name at its creation: scripts then name a label as people do. Letters and digits of any
 * alphabet are kept, whatever else runs between them becomes one `-`. null for a name without letter or digit.
 */
export function labelId(name: string): string | null {
  // One id for what looks the same, however it was typed. Marks are part of their letters: vowels, in many scripts.
  const id = name
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
  return /[\p{L}\p{N}]/u.test(id) ? id : null;
}
