import type { ChannelType } from "../../protocol/records.ts";
import type { Failure } from "../api.ts";
import { channelHealth as words } from "../messages/en/channel-health.ts";
import type { Message } from "../messages/message.ts";
import { t } from "../messages/t.ts";
import { fullTime } from "../time.ts";
import type { HealthCheck } from "./channel-calls.ts";

type Said = Pick<HealthCheck, "code" | "message" | "advice" | "values">;
type Words = Readonly<Record<string, Message<Record<string, string>> | undefined>>;

// Which message a code has is known when it comes.
const byCode = words as unknown as Words;

export function providerName(channel: ChannelType): string {
  return t(words[`provider.${channel}`]);
}

/** What was found, in the reader's language; what this page does not know yet, in the server's words. */
export function foundText({ code, message, values = {} }: Said, channel: ChannelType): string {
  const said = byCode[code === "number_owned" && values["who"] !== undefined ? "number_named" : code];
  return said === undefined ? message : t(said, { ...inWords(values), provider: providerName(channel) });
}

/** Times come as ISO 8601. */
function inWords({ since, until, ...values }: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return {
    ...values,
    ...(since === undefined ? {} : { since: fullTime(since) }),
    ...(until === undefined ? {} : { until: fullTime(until) }),
  };
}

/** What to do about it; null when there is nothing to do. */
export function adviceText({ code, message, advice, values = {} }: Said, channel: ChannelType): string | null {
  if (advice === null) return null;
  const said = byCode[adviceKey(code, channel)];
  return byCode[code] === undefined || said === undefined || message === "" ? advice : t(said, values);
}

function adviceKey(code: string, channel: ChannelType): string {
  switch (code) {
    case "token_missing":
    case "token_refused":
      return `token.${channel}`;
    case "number_refused":
    case "webhook_nowhere":
      return `${code}.${channel}`;
    case "webhook_elsewhere":
    case "webhook_application":
      return "webhook.advice";
    case "unreachable":
    case "unreadable":
    case "provider_error":
    case "number_untold":
    case "webhook_untold":
    case "number_unconfirmed":
    case "domain_untold":
      return "again";
    default:
      return `${code}.advice`;
  }
}

/** Why the provider says that a channel cannot be connected like that; null when it was not the provider. */
export function refusedByProvider({ details = {} }: Failure, channel: ChannelType): string | null {
  const { checkCode, message, advice, values } = details;
  if (typeof checkCode !== "string") return null;
  const said: Said = {
    code: checkCode,
    message: String(message),
    advice: typeof advice === "string" ? advice : null,
    values: (values ?? {}) as Readonly<Record<string, string>>,
  };
  return [foundText(said, channel), adviceText(said, channel)].filter((text) => text !== null).join(" ");
}
