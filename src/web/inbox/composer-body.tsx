import { type RefObject, Suspense, useState } from "react";
import { useInbox, useInboxView } from "../../client/react.ts";
import { channelRules } from "../../core/channel-rules.ts";
import type { Channel, Conversation, DraftKind, Message } from "../../protocol/records.ts";
import { lazily } from "../lazily.ts";
import { FileTray } from "../media/file-tray.tsx";
import { useOrganisation } from "../shell/organisation.ts";
import type { VoicePlan } from "../voice/voice-plan.ts";
import { ClosedWindow } from "./closed-window.tsx";
import { ComposeBox } from "./compose-box.tsx";
import { ComposerFoot, composeHintId } from "./composer-foot.tsx";
import { ComposerTools } from "./composer-tools.tsx";
import type { Composing } from "./composing.ts";
import { ReplyTools } from "./reply-tools.tsx";
import { useSendKey } from "./send-key.ts";

const OneWay = lazily(() => import("./one-way.tsx"));
const StoppedReply = lazily(() => import("./stopped-reply.tsx"));
const MailHead = lazily(() => import("../mail/mail-head.tsx"));
const VoiceRecorder = lazily(() => import("../voice/voice-recorder.tsx"));

interface ComposerBodyProps {
  conversation: Conversation;
  kind: DraftKind;
  quoted: Message | null;
  writing: Composing;
  field: RefObject<HTMLTextAreaElement | null>;
  /** Files are held over the page. */
  isOver: boolean;
  attach: (files: readonly File[]) => void;
  send: (given?: { at?: Date }) => void;
  escape: () => void;
  /** Puts the caret into the box, once it is there. */
  askFocus: () => void;
}

/** The box and its tools; in their place a recorder, or why nothing can be written. */
export function ComposerBody(props: ComposerBodyProps) {
  const { conversation, kind, writing, askFocus } = props;
  const { slug } = useOrganisation();
  const [voice, setVoice] = useState<{ of: string; plan: VoicePlan } | null>(null);
  const { window, text, attached, lock, files } = writing;
  const isReply = kind === "reply";
  const stopped = useStoppedChannel(conversation.channelId);
  const hasBox = stopped?.state !== "disconnected" && window.state !== "closed";
  // Whoever comes back does not begin to record by that, nor does a customer who opens the window again by writing.
  if (voice !== null && (!isReply || !hasBox || voice.of !== conversation.id)) setVoice(null);

  const hint =
    isReply && stopped !== null ? (
      <Suspense>
        <StoppedReply channel={stopped} />
      </Suspense>
    ) : null;
  if (isReply && stopped?.state === "disconnected") return hint;

  if (isReply && conversation.oneWay) {
    return (
      <Suspense>
        <OneWay />
      </Suspense>
    );
  }
  if (isReply && window.state === "closed") {
    return (
      <ClosedWindow
        key={conversation.id}
        conversation={conversation}
        wasOpen={window.wasOpen}
        isKept={text.trim() !== "" || attached.length > 0}
        send={(template) => writing.sendSpecial({ template })}
      />
    );
  }
  return (
    <>
      {hint}
      {isReply && channelRules[conversation.channel].subject ? <Head {...props} /> : null}
      <FileTray files={files} items={attached} />
      {isReply && voice?.of === conversation.id ? (
        <Suspense>
          <VoiceRecorder
            plan={voice.plan}
            made={(file) => files.add([file], { slug, rules: channelRules[conversation.channel], isVoice: true })}
            done={() => {
              setVoice(null);
              askFocus();
            }}
          />
        </Suspense>
      ) : (
        <Writing
          {...props}
          record={(plan) => {
            // The box has lost the focus, and who speaks still replies.
            lock.writing();
            setVoice({ of: conversation.id, plan });
          }}
        />
      )}
    </>
  );
}

/** null while it sends. */
function useStoppedChannel(channelId: string): Channel | null {
  const channel = useInboxView((inbox) => inbox.channels().find(({ id }) => id === channelId));
  return channel === undefined || channel.state === "connected" ? null : channel;
}

/** Whoever changes the subject of a mail is writing it. */
function Head({ conversation, quoted, writing, askFocus }: ComposerBodyProps) {
  return (
    <div onFocus={writing.lock.writing} onBlur={writing.lock.left}>
      <Suspense>
        <MailHead
          key={conversation.id}
          conversation={conversation}
          quotedId={quoted?.id ?? null}
          head={writing.head}
          change={writing.writeHead}
          leave={askFocus}
        />
      </Suspense>
    </div>
  );
}

function Writing(props: ComposerBodyProps & { record: (plan: VoicePlan) => void }) {
  const { conversation, kind, writing, field, isOver, attach, send, escape, record } = props;
  const { id } = conversation;
  const inbox = useInbox();
  const contact = useInboxView((one) => one.conversation(id)?.contact ?? null);
  const { text, lock, sendable } = writing;
  const sendKey = useSendKey(kind, conversation.channel);
  const isReply = kind === "reply";
  return (
    <>
      <ComposeBox
        {...{ field, kind, text, sendable, sendKey, contact, escape }}
        hintId={composeHintId}
        write={writing.write}
        send={() => send()}
        onFocus={() => isReply && lock.focused()}
        onBlur={() => {
          inbox.setTyping(id, false);
          lock.left();
        }}
      />
      <ComposerFoot {...{ kind, writing, sendKey, isOver }}>
        <ComposerTools field={field} write={writing.write} writing={() => isReply && lock.writing()}>
          {isReply ? (
            // What was being put together for one conversation is not sent to another.
            <ReplyTools key={id} {...{ conversation, writing, attach, record }} sendAt={(at) => send({ at })} />
          ) : null}
        </ComposerTools>
      </ComposerFoot>
    </>
  );
}
