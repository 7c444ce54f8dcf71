import type { OutgoingFile } from "../channels/channel.ts";
import type { Attachment } from "../protocol/records.ts";
import { timing } from "../protocol/timing.ts";
import { mediaKey } from "./bucket.ts";
import { type LinkSettings, signedLink } from "./link.ts";

/** A message's files as its adapter takes them: nothing is read before it asks. */
export function outgoingFiles(
  env: LinkSettings & { readonly MEDIA: R2Bucket },
  orgId: string,
  attachments: readonly Attachment[],
): OutgoingFile[] {
  return attachments.map((attachment) => ({
    attachment,
    async bytes() {
      const object = await env.MEDIA.get(mediaKey(orgId, attachment.id));
      if (object === null) throw new Error(`The file ${attachment.id} is not in the bucket.`);
      return new Uint8Array(await object.arrayBuffer());
    },
    async publicUrl() {
      const file = { orgId, mediaId: attachment.id };
      return (await signedLink(env, file, Date.now() + timing.providerLinkTtlMs)).url;
    },
  }));
}
