import { Fragment } from "react";
import { useInboxView } from "../../client/react.ts";

/** A note's text with the colleagues whom it names. */
export function NoteText({ text, mentions }: { text: string; mentions: readonly string[] }) {
  const agents = useInboxView((inbox) => inbox.agents());
  const names = agents.filter(({ id }) => mentions.includes(id)).map(({ name }) => name);
  return (
    <p className="bubble-text" dir="auto">
      {parts(text, names).map((part, index) =>
        // Splitting by a group gives text and names in turn.
        index % 2 === 0 ? (
          <Fragment key={index}>{part}</Fragment>
        ) : (
          <span key={index} className="note-mention">
            {part}
          </span>
        ),
      )}
    </p>
  );
}

function parts(text: string, names: readonly string[]): string[] {
  if (names.length === 0) return [text];
  const longestFirst = names.toSorted((a, b) => b.length - a.length).map(escaped);
  return text.split(new RegExp(`(@(?:${longestFirst.join("|")})(?![\\p{L}\\p{N}]))`, "giu"));
}

function escaped(name: string): string {
  return name.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, "\\$&");
}
