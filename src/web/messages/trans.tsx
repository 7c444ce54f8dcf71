import { cloneElement, Fragment, type ReactElement, type ReactNode } from "react";
import { say } from "./language.ts";
import type { Message } from "./message.ts";

/** A text in a message may be an element; what is counted stays a number. */
type NodeValues<Values> = { readonly [Name in keyof Values]: Values[Name] extends number ? number : ReactNode };

type TransProps<Values> = {
  message: Message<Values>;
  /** What `<name>…</name>` in the message is wrapped in. */
  elements?: Readonly<Record<string, ReactElement>>;
} & ([keyof Values] extends [never] ? { values?: never } : { values: NodeValues<NoInfer<Values>> });

/** Stands for a value while the message is put together: what a customer wrote is never read as markup. */
const open = "\uE000";
const close = "\uE001";
const parts = /<(\w+)>(.*?)<\/\1>|\uE000(\w+)\uE001/gu;

/** A message with elements within it: "Read <link>how</link>, {name}". */
export function Trans<Values>({ message, elements = {}, values }: TransProps<Values>): ReactNode {
  const given: Readonly<Record<string, unknown>> = values ?? {};
  const shown = Object.entries(given).map(([name, value]) => [
    name,
    typeof value === "number" ? value : `${open}${name}${close}`,
  ]);
  return withElements(say(message, Object.fromEntries(shown)));

  function withElements(text: string): ReactNode {
    const nodes: ReactNode[] = [];
    let from = 0;
    for (const match of text.matchAll(parts)) {
      const [whole, element = "", inner = "", value] = match;
      nodes.push(text.slice(from, match.index));
      if (value === undefined) nodes.push(wrapped(element, withElements(inner)));
      else nodes.push(<bdi>{given[value] as ReactNode}</bdi>);
      from = match.index + whole.length;
    }
    nodes.push(text.slice(from));
    // Their order is the message's, which does not change while it is shown.
    return nodes.map((node, index) => <Fragment key={index}>{node}</Fragment>);
  }

  function wrapped(name: string, children: ReactNode): ReactNode {
    const element = elements[name];
    return element === undefined ? children : cloneElement(element, undefined, children);
  }
}
