import * as v from "valibot";
import { domainOf, mailAddress } from "../../channels/email/address.ts";
import { domainName } from "../../channels/email/domain-name.ts";
import { limits } from "../../protocol/limits.ts";
import { type Asked, given, name, secret } from "./fields.ts";

export const signature = v.pipe(
  v.string(),
  v.maxLength(limits.signatureLength),
  v.description("Of mail: what stands below every reply."),
);
export const tracksMail = v.pipe(
  v.boolean(),
  v.description("Of mail: whether openings of replies, and clicks in them, are told. On unless it is switched off."),
);

export const webhookSecret = v.pipe(
  secret,
  v.regex(
    /^(?:whsec_)?[A-Za-z0-9+/]+={0,2}(?:,(?:whsec_)?[A-Za-z0-9+/]+={0,2})*$/,
    "must be a signing secret: whsec_…",
  ),
  v.description(
    "Of mail, for a channel with an account of its own at the mail API: what signs the webhooks that it sends to `/webhooks/mail/{channelId}`.",
  ),
);

export const emailBody = v.object({
  channel: v.literal("email"),
  name: v.pipe(name, v.description("Customers see it as the sender's name.")),
  address: v.pipe(
    v.string(),
    v.transform((text) => withDomainName(mailAddress(text)) ?? ""),
    v.minLength(1, "must be a mail address"),
    v.description("The mail address that customers write to; replies come from it."),
  ),
  signature: v.optional(signature),
  tracksMail: v.optional(tracksMail),
  accessToken: v.optional(
    v.pipe(secret, v.description("Of the HTTP mail API, for a channel with an account of its own there.")),
  ),
  webhookSecret: v.optional(webhookSecret),
});

/** With the domain as DNS has it; null where DNS has none such. */
function withDomainName(address: string | null): string | null {
  const domain = address === null ? null : domainName(domainOf(address));
  return address === null || domain === null ? null : `${address.slice(0, address.lastIndexOf("@"))}@${domain}`;
}

export function askedEmail(body: v.InferOutput<typeof emailBody>): Asked {
  const { address, accessToken, webhookSecret: signs } = body;
  return {
    channel: {
      channel: "email",
      name: body.name,
      externalId: address,
      address,
      accountId: null,
      ownApp: false,
      ...(body.signature === undefined ? {} : { signature: body.signature }),
      ...(body.tracksMail === undefined ? {} : { tracksMail: body.tracksMail }),
    },
    secrets: given({ accessToken, webhookSecret: signs }),
    field: "address",
  };
}
