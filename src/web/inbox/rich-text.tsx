import { Fragment } from "react";

const link = /(https?:\/\/[^\s<>"']*[^\s<>"'.,:;!?)\]}])/giu;

/** Plain text with its web addresses as links. What a customer wrote is never HTML. */
export function RichText({ text }: { text: string }) {
  return (
    <p className="bubble-text" dir="auto">
      {/* Splitting by a group gives text and links in turn. */}
      {text.split(link).map((part, index) =>
        index % 2 === 0 ? (
          <Fragment key={index}>{part}</Fragment>
        ) : (
          <a key={index} href={part} target="_blank" rel="noreferrer nofollow">
            {part}
          </a>
        ),
      )}
    </p>
  );
}
