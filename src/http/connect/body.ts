import * as v from "valibot";
import { askedEmail, emailBody } from "./email.ts";
import type { Asked } from "./fields.ts";
import { askedInstagram, instagramBody } from "./instagram.ts";
import { askedSms, smsBody } from "./sms.ts";
import { askedWhatsapp, whatsappBody } from "./whatsapp.ts";

/** The body of POST `/channels`: what each provider needs, told apart by `channel`. */
export const ConnectBodySchema = v.variant("channel", [whatsappBody, instagramBody, smsBody, emailBody]);
export type ConnectBody = v.InferOutput<typeof ConnectBodySchema>;

export function askedChannel(body: ConnectBody): Asked {
  switch (body.channel) {
    case "whatsapp":
      return askedWhatsapp(body);
    case "instagram":
      return askedInstagram(body);
    case "sms":
      return askedSms(body);
    case "email":
      return askedEmail(body);
  }
}
