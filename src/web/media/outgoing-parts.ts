import { lengthOf } from "../../core/channel-basics.ts";
import type { ChannelRules } from "../../core/channel-rules.ts";
import type { Attachment } from "../../protocol/records.ts";

/** What goes as one message. */
export interface OutgoingPart {
  readonly body: string;
  readonly attachments: readonly Attachment[];
}

/**
 * A text and files as the messages that a channel takes, in order. The text stands beside the first files that can
 * carry it, and goes by itself, last, where none can.
 */
export function outgoingParts(text: string, files: readonly Attachment[], rules: ChannelRules): OutgoingPart[] {
  const groups = grouped(files, rules);
  if (text.trim() === "") return groups.map((attachments) => ({ body: "", attachments }));
  const { captionLength, media } = rules;
  const fits = captionLength !== null && lengthOf(text, rules) <= captionLength;
  const beside = fits ? groups.findIndex((group) => group.every(({ type }) => media[type]?.hasCaption !== false)) : -1;
  const parts = groups.map((attachments, index) => ({ body: index === beside ? text : "", attachments }));
  return beside === -1 ? [...parts, { body: text, attachments: [] }] : parts;
}

/** As many in one message as it takes by number and by size. */
function grouped(files: readonly Attachment[], rules: ChannelRules): Attachment[][] {
  const groups: Attachment[][] = [];
  let bytes = 0;
  for (const file of files) {
    const size = file.sizeBytes ?? 0;
    const group = groups.at(-1);
    if (group === undefined || group.length >= rules.attachmentsPerMessage || bytes + size > rules.attachmentBytes) {
      groups.push([file]);
      bytes = size;
    } else {
      group.push(file);
      bytes += size;
    }
  }
  return groups;
}
