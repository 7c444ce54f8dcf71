import * as v from "valibot";
import { type Asked, given, metaId, name, ownAppSecrets, phoneNumber, secret } from "./fields.ts";

export const whatsappBody = v.object({
  channel: v.literal("whatsapp"),
  name,
  phoneNumberId: metaId,
  wabaId: metaId,
  address: phoneNumber,
  accessToken: secret,
  ...ownAppSecrets,
});

export function askedWhatsapp(body: v.InferOutput<typeof whatsappBody>): Asked {
  const { accessToken, appSecret, verifyToken } = body;
  return {
    channel: {
      channel: "whatsapp",
      name: body.name,
      externalId: body.phoneNumberId,
      address: body.address,
      accountId: body.wabaId,
      ownApp: appSecret !== undefined,
    },
    secrets: given({ accessToken, appSecret, verifyToken }),
    field: "phoneNumberId",
  };
}
