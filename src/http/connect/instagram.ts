import * as v from "valibot";
import { type Asked, given, metaId, name, ownAppSecrets, secret } from "./fields.ts";

export const instagramBody = v.object({
  channel: v.literal("instagram"),
  name,
  accountId: v.pipe(metaId, v.description("The id of the professional account, `user_id` of the Instagram API.")),
  username: v.optional(
    v.pipe(
      v.string(),
      v.trim(),
      v.regex(/^@?[\w.]{1,30}$/, "must be an Instagram user name"),
      v.description("As people know the account; without it the id is shown."),
    ),
  ),
  accessToken: secret,
  ...ownAppSecrets,
});

export function askedInstagram(body: v.InferOutput<typeof instagramBody>): Asked {
  const { accountId, username, accessToken, appSecret, verifyToken } = body;
  return {
    channel: {
      channel: "instagram",
      name: body.name,
      externalId: accountId,
      address: username === undefined ? accountId : `@${username.replace(/^@/, "")}`,
      accountId: null,
      ownApp: appSecret !== undefined,
    },
    secrets: given({ accessToken, appSecret, verifyToken }),
    field: "accountId",
  };
}
