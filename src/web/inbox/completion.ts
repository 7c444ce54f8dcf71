import type { ReactNode } from "react";

/** What may be meant by the word before the caret: shown over the box, and chosen with its keys or the pointer. */
export interface Completion {
  /** What the list is called for screen readers. */
  readonly label: string;
  /** How many characters before the caret the choice takes the place of. */
  readonly length: number;
  /** Best first; never empty. */
  readonly options: readonly [CompletionOption, ...CompletionOption[]];
}

export interface CompletionOption {
  readonly key: string;
  /** What takes the place of what was typed. */
  readonly text: string;
  readonly shown: ReactNode;
}

export const completionListId = "completion-list";

export function completionOptionId(index: number): string {
  return `completion-${index}`;
}

/** Keys that belong to the list while it is shown. */
export function isForCompletion(key: string): boolean {
  return key === "ArrowDown" || key === "ArrowUp" || key === "Enter" || key === "Tab" || key === "Escape";
}

/** A completion with these options; null when there are none. */
export function completionOf(label: string, length: number, options: readonly CompletionOption[]): Completion | null {
  const [first, ...others] = options;
  return first === undefined ? null : { label, length, options: [first, ...others] };
}
