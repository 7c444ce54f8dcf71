import type { CommandPayload } from "../protocol/commands.ts";
import type { Attachment, Conversation, Message } from "../protocol/records.ts";
import type { Template } from "../protocol/template.ts";
import { attach } from "./attachments.ts";
import { channelRules } from "./channel-rules.ts";
import type { ChannelRules } from "./channel-rules.ts";
import { interactiveRefusal } from "./interactive.ts";
import { nothingSaid, outgoingText, tooLong } from "./outgoing-text.ts";
import type { OutgoingContent } from "./outgoing-text.ts";
import { refused } from "./state.ts";
import type { Refusal } from "./state.ts";
import { composeTemplate } from "./template.ts";

type Send = CommandPayload<"message:send">;

/** What the channel has of what a send names. */
export interface Known {
  /** One that is not known is missing. */
  readonly files: readonly Attachment[];
  readonly template: Template | null;
}

/** What a send says, or why its channel cannot say that. */
export function outgoingContent(
  known: Known,
  { channel }: Pick<Conversation, "channel">,
  payload: Send,
): OutgoingContent | Refusal {
  const text = outgoingText(channel, payload);
  if (text !== null) return text;
  const rules = channelRules[channel];
  const unfit = unsupported(payload, rules) ?? mixed(payload);
  if (unfit !== null) return unfit;
  const { template, interactive, location, body, subject = null, cc = [] } = payload;
  const ids = template === undefined ? (payload.attachments ?? []) : [template.headerMediaId ?? []].flat();
  const attached = attach(ids, known.files, rules, body);
  if (!attached.ok) return attached;
  const attachments = [...attached.attachments];
  if (template !== undefined) {
    const composed = composeTemplate(known.template, template, attachments[0] ?? null);
    if ("ok" in composed) return composed;
    return said("template", composed.body, { template: composed.template }, attachments);
  }
  if (location !== undefined) {
    const words = [location.name, location.address].filter((part) => part !== undefined).join(", ");
    return said("location", words, { location });
  }
  if (interactive !== undefined)
    return interactiveRefusal(interactive, body) ?? said("interactive", body, { interactive });
  if (attachments.length === 0) {
    // A mail with a subject, without files.
    const refusal = body.trim() === "" ? nothingSaid() : tooLong(body, rules);
    if (refusal !== null) return refusal;
  }
  // A mail is a text that has files; elsewhere a file is a message that may have a text.
  const type = rules.subject ? "text" : (attachments[0]?.type ?? "text");
  return { ...said(type, body, cc.length === 0 ? null : { cc }, attachments), subject: subject || null };
}

function said(
  type: Message["type"],
  body: string,
  content: Message["content"],
  attachments: Message["attachments"] = [],
): OutgoingContent {
  return { type, body, subject: null, content, attachments };
}

function unsupported(payload: Send, rules: ChannelRules): Refusal | null {
  const wants: readonly (readonly [keyof Send, unknown, boolean])[] = [
    ["template", payload.template, rules.templates],
    ["interactive", payload.interactive, rules.interactive],
    ["location", payload.location, rules.location],
    ["replyTo", payload.replyTo, rules.quotes],
    ["subject", payload.subject, rules.subject],
    ["cc", payload.cc?.[0], rules.subject],
  ];
  const refusedOne = wants.find(([, value, isTaken]) => value !== undefined && value !== null && !isTaken);
  if (refusedOne === undefined) return null;
  const [field] = refusedOne;
  return refused("unsupported_content", `This channel does not take this: ${field}.`, { field });
}

/** One message says one thing. */
function mixed({ template, interactive, location, attachments = [], body }: Send): Refusal | null {
  const [one, other] = [
    template === undefined ? [] : ["template"],
    interactive === undefined ? [] : ["interactive"],
    location === undefined ? [] : ["location"],
    attachments.length === 0 ? [] : ["attachments"],
  ].flat();
  if (one !== undefined && other !== undefined)
    return refused("invalid", `Send these as two messages: ${one} and ${other}.`, { field: other });
  const saysItself = template !== undefined || location !== undefined;
  if (saysItself && body.trim() !== "")
    return refused("invalid", "Templates and places bring their own text.", { field: "body" });
  return null;
}
