import type { ReactNode } from "react";
import type { DraftKind } from "../../protocol/records.ts";
import type { ReplyFile } from "../media/reply-files.ts";
import { composer as words } from "../messages/en/composer.ts";
import { files as fileWords } from "../messages/en/files.ts";
import { t } from "../messages/t.ts";
import type { Composing } from "./composing.ts";
import { DraftState } from "./draft-status.tsx";
import { modifierName, type SendKey } from "./send-key.ts";

/** From how many characters before the limit they are counted. */
const countWithin = 400;
export const composeHintId = "compose-hint";

interface ComposerFootProps {
  kind: DraftKind;
  writing: Composing;
  sendKey: SendKey;
  /** Files are held over the page. */
  isOver: boolean;
  /** The tools. */
  children: ReactNode;
}

/** Below the box: what goes into it, and what stands in the way of what is in it. */
export function ComposerFoot({ kind, writing, sendKey, isOver, children }: ComposerFootProps) {
  return (
    <div className="composer-foot">
      {children}
      <p className="composer-hint" id={composeHintId}>
        <Hint kind={kind} writing={writing} sendKey={sendKey} isOver={isOver} />
        <DraftState draft={writing.draft} />
      </p>
    </div>
  );
}

function Hint({ kind, writing: { length, most, attached }, sendKey, isOver }: Omit<ComposerFootProps, "children">) {
  if (isOver) return <output>{t(fileWords.drop)}</output>;
  const filesHint = waitsFor(attached);
  if (filesHint !== null) return <output>{filesHint}</output>;
  if (most - length > countWithin) return <span className="composer-keys">{keysHint(sendKey)}</span>;
  const tooLong = kind === "reply" ? words.replyTooLong : words.noteTooLong;
  return (
    <output className={length > most ? "composer-over" : undefined}>
      {t(length > most ? tooLong : words.length, { count: length, most })}
    </output>
  );
}

function keysHint(sendKey: SendKey): string | null {
  if (sendKey === "button") return null;
  return sendKey === "enter" ? t(words.enterKeys) : t(words.modEnterKeys, { key: modifierName });
}

/** Why files hold the reply up; null when they do not. */
function waitsFor(files: readonly ReplyFile[]): string | null {
  if (files.some(({ state }) => state.state === "failed" || state.state === "refused")) return t(fileWords.mend);
  return files.some(({ state }) => state.state === "uploading") ? t(fileWords.wait) : null;
}
