/** A header of a mail, in the order in which they stand. */
export interface Header {
  /** In lower case. */
  readonly key: string;
  readonly value: string;
}

/** The first of a name. */
export function firstOf(headers: readonly Header[], name: string): string | undefined {
  return headers.find(({ key }) => key === name)?.value;
}
