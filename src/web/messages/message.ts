/**
 * A message of a catalogue: ICU MessageFormat, with the types of its arguments read from its text, so that a call that
 * forgets one, or gives a text where a number is counted, does not compile.
 */
export interface Message<Values> {
  /** "area.key"; what the other languages' messages are found by. */
  readonly id: string;
  /** English. The build has parsed it (src/dev/messages.ts). */
  readonly message: string;
  /** Never there: it carries the type. */
  readonly values?: Values;
}

type Area<Texts> = { readonly [Key in keyof Texts]: Message<Values<Texts[Key]>> };

/** The same keys in another language. */
export type Translation<Words> = { readonly [Key in keyof Words]: string };

/** The messages of one area of the page, in English. They are a part of whatever chunk imports them. */
export function messages<const Texts extends Readonly<Record<string, string>>>(
  area: string,
  texts: Texts,
): Area<Texts> {
  const entries = Object.entries(texts).map(([key, message]) => [key, { id: `${area}.${key}`, message }] as const);
  return Object.fromEntries(entries) as Area<Texts>;
}

/** `{name}` takes a text, `{n, number}` and `{n, plural, …}` a number, `{x, select, …}` a text. */
export type Values<Text> = Text extends string ? ByName<InText<Text, []>> : never;

type ByName<Argument> = {
  readonly [One in Argument as One extends [infer Name extends string, unknown] ? Name : never]: One extends [
    unknown,
    infer Type,
  ]
    ? Type
    : never;
};

// Reads a message from brace to brace. `Open` has one item for each argument with branches that is still open.

type InText<Text extends string, Open extends 0[]> = Text extends `${infer Before}{${infer After}`
  ? Before extends `${string}}${infer Rest}`
    ? EndOfBranch<`${Rest}{${After}`, Open>
    : InArgument<After, Open>
  : Text extends `${string}}${infer Rest}`
    ? EndOfBranch<Rest, Open>
    : never;

type EndOfBranch<Text extends string, Open extends 0[]> = Open extends [] ? never : InBranches<Text, Open>;

type InArgument<
  Text extends string,
  Open extends 0[],
> = Text extends `${infer Name}, ${"plural" | "selectordinal" | "select"}, ${infer Branches}`
  ? Name extends `${string}}${string}`
    ? Short<Text, Open>
    : [Name, Text extends `${Name}, select, ${string}` ? string : number] | InBranches<Branches, [...Open, 0]>
  : Short<Text, Open>;

type Short<Text extends string, Open extends 0[]> = Text extends `${infer Inside}}${infer Rest}`
  ? (Inside extends `${infer Name}, ${string}` ? [Name, number] : [Inside, string]) | InText<Rest, Open>
  : never;

type InBranches<Text extends string, Open extends 0[]> = Text extends `${infer Before}{${infer After}`
  ? Before extends `${string}}${infer Rest}`
    ? EndOfArgument<`${Rest}{${After}`, Open>
    : InText<After, Open>
  : Text extends `${string}}${infer Rest}`
    ? EndOfArgument<Rest, Open>
    : never;

type EndOfArgument<Text extends string, Open extends 0[]> = Open extends [0, ...infer Outer extends 0[]]
  ? InText<Text, Outer>
  : never;
