import * as v from "valibot";
import type { ChannelSecrets } from "../../channels/channel.ts";
import type { NewChannel } from "../../hub/rpc.ts";
import { TypedNameSchema } from "../../protocol/typed-name.ts";

/** What the bodies that connect a channel have in common. */

export const name = TypedNameSchema;
export const secret = v.pipe(v.string(), v.minLength(1), v.maxLength(4_096));
/** Meta's ids are digits. */
export const metaId = v.pipe(v.string(), v.regex(/^\d{1,32}$/, "must be the digits of Meta's id"));
export const phoneNumber = v.pipe(
  v.string(),
  v.regex(/^\+[1-9]\d{5,14}$/, "must be a phone number in E.164, with +"),
  v.description("The number itself, in E.164 with `+`."),
);
export const ownAppSecrets = {
  appSecret: v.optional(
    v.pipe(secret, v.description("Of the channel's own Meta app; without one it is the deployment's.")),
  ),
  verifyToken: v.optional(secret),
};

/** A channel as it is asked for, with its secrets still open. */
export interface Asked {
  readonly channel: Omit<NewChannel, "sealedSecrets">;
  readonly secrets: ChannelSecrets;
  /** The body's field that names the number or account, for what is wrong with it. */
  readonly field: string;
}

/** Only those that were given. */
export function given(secrets: { readonly [K in keyof ChannelSecrets]?: string | undefined }): ChannelSecrets {
  return Object.fromEntries(Object.entries(secrets).filter(([, value]) => value !== undefined));
}
