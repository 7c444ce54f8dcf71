import type { ChannelType } from "../../protocol/records.ts";
import { channelConnect as words } from "../messages/en/channel-connect.ts";
import { t } from "../messages/t.ts";

/** One field of what connects a channel, named as the API names it. */
export interface ConnectField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** Why what was entered is not taken. */
  readonly error: string;
  readonly type: "text" | "tel" | "email" | "password" | "area";
  readonly isOptional?: true;
}

/** Of nobody: examples of what is asked for. */
export const fictional = { phone: "+49 151 23456789", instagram: "@acme.coffee", email: "support@acme.test" };

/** What each provider needs, in the order in which it is asked for. */
export function connectFields(channel: ChannelType): readonly ConnectField[] {
  switch (channel) {
    case "whatsapp":
      return [
        nameField(t(words["name.hint"])),
        {
          name: "address",
          type: "tel",
          label: t(words["whatsapp.address"]),
          hint: t(words["whatsapp.address.hint"], { example: fictional.phone }),
          error: t(words["whatsapp.address.error"], { example: fictional.phone }),
        },
        plain("phoneNumberId", "whatsapp.phoneNumberId"),
        plain("wabaId", "whatsapp.wabaId"),
        ...secretFields(channel),
      ];
    case "instagram":
      return [
        nameField(t(words["name.hint"])),
        {
          name: "username",
          type: "text",
          isOptional: true,
          label: t(words["instagram.username"]),
          hint: t(words["instagram.username.hint"], { example: fictional.instagram }),
          error: t(words["instagram.username.error"]),
        },
        plain("accountId", "instagram.accountId"),
        ...secretFields(channel),
      ];
    case "sms":
      return [
        nameField(t(words["name.hint"])),
        {
          name: "number",
          type: "tel",
          label: t(words["sms.number"]),
          hint: t(words["sms.number.hint"], { example: fictional.phone }),
          error: t(words["sms.number.error"], { example: fictional.phone }),
        },
        plain("accountSid", "sms.accountSid"),
        ...secretFields(channel),
      ];
    case "email":
      return [
        nameField(t(words["name.mail"])),
        {
          name: "address",
          type: "email",
          label: t(words["email.address"]),
          error: t(words["email.address.error"], { example: fictional.email }),
        },
        signatureField(),
        ...secretFields(channel),
      ];
  }
}

/** What opens the provider's API for a channel, and what its webhooks are signed with; that of mail may be left out. */
export function secretFields(channel: ChannelType): readonly ConnectField[] {
  switch (channel) {
    case "whatsapp":
    case "instagram":
      return [secret("accessToken", t(words[`${channel}.accessToken`]), t(words[`${channel}.accessToken.hint`]))];
    case "sms":
      return [
        {
          ...secret("authToken", t(words["sms.authToken"]), t(words["sms.authToken.hint"])),
          error: t(words["sms.authToken.error"]),
        },
      ];
    case "email":
      return [
        secret("accessToken", t(words["email.accessToken"]), t(words["email.accessToken.hint"])),
        {
          ...secret("webhookSecret", t(words["email.webhookSecret"]), t(words["email.webhookSecret.hint"])),
          error: t(words["email.webhookSecret.error"]),
        },
      ].map((field) => ({ ...field, isOptional: true }));
  }
}

/** Of a channel with a Meta app of its own. */
export function ownAppFields(): readonly ConnectField[] {
  return [
    secret("appSecret", t(words.appSecret), t(words["appSecret.hint"])),
    { ...secret("verifyToken", t(words.verifyToken), t(words["verifyToken.hint"])), type: "text" },
  ];
}

export function nameField(hint: string): ConnectField {
  return { name: "name", type: "text", label: t(words.name), hint, error: t(words["name.error"]) };
}

export function signatureField(): ConnectField {
  return {
    name: "signature",
    type: "area",
    isOptional: true,
    label: t(words["email.signature"]),
    hint: t(words["email.signature.hint"]),
    error: t(words["email.signature.error"]),
  };
}

function plain(
  name: string,
  key: "whatsapp.phoneNumberId" | "whatsapp.wabaId" | "instagram.accountId" | "sms.accountSid",
): ConnectField {
  return { name, type: "text", label: t(words[key]), hint: t(words[`${key}.hint`]), error: t(words[`${key}.error`]) };
}

function secret(name: string, label: string, hint: string): ConnectField {
  return { name, type: "password", label, hint, error: t(words["secret.error"]) };
}

/** As the API takes it: people write numbers with spaces and brackets. */
export function given(field: Pick<ConnectField, "type">, text: string): string {
  const trimmed = text.trim();
  return field.type === "tel" ? trimmed.replaceAll(/[\s()./-]/gu, "") : trimmed;
}
