import * as v from "valibot";
import { type Asked, name, phoneNumber } from "./fields.ts";

export const authToken = v.pipe(
  v.string(),
  v.regex(/^[\x21-\x7e]{1,256}$/, "must be the account's auth token"),
  v.description("Of the Twilio account; it signs Twilio's webhooks, too."),
);

export const smsBody = v.object({
  channel: v.literal("sms"),
  name,
  number: phoneNumber,
  accountSid: v.pipe(v.string(), v.regex(/^AC[0-9a-fA-F]{32}$/, "must be Twilio's account SID: AC and 32 digits")),
  authToken,
});

export function askedSms(body: v.InferOutput<typeof smsBody>): Asked {
  return {
    channel: {
      channel: "sms",
      name: body.name,
      externalId: body.number,
      address: body.number,
      accountId: body.accountSid,
      ownApp: false,
    },
    secrets: { authToken: body.authToken },
    field: "number",
  };
}
