import type { Conversation } from "../../protocol/records.ts";
import { VoiceButton } from "../voice/voice-button.tsx";
import type { VoicePlan } from "../voice/voice-plan.ts";
import { AddMenu } from "./add-menu.tsx";
import type { Composing } from "./composing.ts";
import { SendLater } from "./send-later.tsx";

interface ReplyToolsProps {
  conversation: Conversation;
  writing: Composing;
  attach: (files: readonly File[]) => void;
  record: (plan: VoicePlan) => void;
  sendAt: (at: Date) => void;
}

/** What a reply can have besides words, and when it leaves. */
export function ReplyTools({ conversation, writing, attach, record, sendAt }: ReplyToolsProps) {
  return (
    <>
      <AddMenu conversation={conversation} attach={attach} writing={writing} />
      <VoiceButton channel={conversation.channel} start={record} />
      <SendLater conversation={conversation} sendable={writing.sendable} send={sendAt} />
    </>
  );
}
