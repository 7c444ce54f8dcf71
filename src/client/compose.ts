import { outgoingContent } from "../core/outgoing-content.ts";
import type { TemplateUse } from "../protocol/commands.ts";
import type { Attachment } from "../protocol/records.ts";
import type { Template } from "../protocol/template.ts";
import type { Compose } from "./guess.ts";

/** What is known here of what a send can name. */
export interface KnownHere {
  file(id: string): Attachment | null;
  template(channelId: string, use: Pick<TemplateUse, "name" | "language">): Template | null;
}

/**
 * The part of a guess that is more than text: a reply with files, a template, a place or choices, as the hub will compose
 * it. Apart from `guess.ts`, so that a page can load it with the box in which such replies are made.
 */
export function composeFrom(known: KnownHere): Compose {
  return (conversation, payload) => {
    const { template: use, attachments = [] } = payload;
    const ids = [...attachments, ...(use?.headerMediaId === undefined ? [] : [use.headerMediaId])];
    const files = ids.map((id) => known.file(id)).filter((file) => file !== null);
    const template = use === undefined ? null : known.template(conversation.channelId, use);
    if (files.length < ids.length || (use !== undefined && template === null)) return null;
    return outgoingContent({ files, template }, conversation, payload);
  };
}
