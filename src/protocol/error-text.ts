/**
 * An error for the log. The database's library writes a statement's values into its message: addresses, names, digests of
 * keys. They are nobody's to read there.
 */
export function errorText(error: unknown): string {
  return withoutValues(String(error));
}

/** Of a text with several lines, such as a stack, what stands behind `params:` goes until the next frame. */
export function withoutValues(text: string): string {
  return text.replaceAll(/\nparams:[\s\S]*?(?=\n {4}at |$(?![\s\S]))/g, "");
}
