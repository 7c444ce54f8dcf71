import type { ChannelNotice } from "../../protocol/channel-notice.ts";
import type { NoticeFact } from "../../protocol/facts.ts";
import { asId, asObject, asText, type JsonObject } from "../json.ts";
import { addressOf, timeOf, type Change } from "./change.ts";

/**
 * What a change says of the number or account itself; null when it is about something else, or nothing follows from it.
 * `time` is the entry's: these changes have none of their own (Meta, "account_update" and the fields beside it).
 */
export function readAccountNews(field: string, value: JsonObject, time: unknown, change: Change): NoticeFact | null {
  const notice = noticeOf(field, value);
  if (notice === null) return null;
  const address = addressOf(value.display_phone_number ?? value.phone_number);
  return { fact: "notice", providerId: null, at: timeOf(time, change), address, notice };
}

type Notice = Omit<ChannelNotice, "at">;
const manager = "See WhatsApp Manager → Account tools.";

function noticeOf(field: string, value: JsonObject): Notice | null {
  switch (field) {
    case "account_update":
      return accountNotice(asText(value.event), value);
    case "account_review_update":
      return reviewNotice(asText(value.decision));
    case "phone_number_quality_update":
      return qualityNotice(asText(value.event), value);
    case "account_alerts":
      return alertNotice(asObject(value.alert_info) ?? value);
    case "business_capability_update":
      return limitNotice(value);
    default:
      return null;
  }
}

function accountNotice(event: string, value: JsonObject): Notice | null {
  switch (event) {
    case "ACCOUNT_VIOLATION": {
      const kind = asText(asObject(value.violation_info)?.violation_type);
      return warning("violation", event, `WhatsApp reports a violation of its policy${kind && `: ${words(kind)}`}.`);
    }
    case "ACCOUNT_RESTRICTION":
      return restrictionNotice(value);
    case "DISABLED_UPDATE":
      return banNotice(asObject(value.ban_info) ?? {});
    case "ACCOUNT_DELETED":
      return warning("account", event, "The account was deleted at WhatsApp.");
    case "ACCOUNT_OFFBOARDED":
    case "PARTNER_REMOVED":
    case "PARTNER_APP_UNINSTALLED":
      return warning("account", event, `WhatsApp ends this app's access to the account: ${words(event)}.`);
    case "ACCOUNT_RECONNECTED":
    case "PARTNER_ADDED":
    case "PARTNER_APP_INSTALLED":
      return over("account", event);
    default:
      return null;
  }
}

function restrictionNotice(value: JsonObject): Notice {
  const list = Array.isArray(value.restriction_info) ? value.restriction_info : [value.restriction_info];
  const restrictions = list.map(asObject).filter((one) => one !== null);
  const kinds = restrictions.map((one) => words(asText(one.restriction_type))).filter((kind) => kind !== "");
  const ends = restrictions.map(({ expiration }) => endOf(expiration));
  // One without an end holds.
  const known = ends.filter((end) => end !== null);
  const until = known.length < ends.length ? null : (known.toSorted().at(-1) ?? null);
  const message = `WhatsApp restricts the account${kinds.length === 0 ? "" : `: ${kinds.join(", ")}`}.`;
  return { ...warning("restriction", "ACCOUNT_RESTRICTION", message), ...(until === null ? {} : { until }) };
}

function banNotice(ban: JsonObject): Notice | null {
  const state = asText(ban.waba_ban_state).toUpperCase();
  const date = asText(ban.waba_ban_date);
  if (state.startsWith("REINSTATE")) return over("ban", state);
  const on = date === "" ? "" : ` (${date.slice(0, 40)})`;
  if (state.startsWith("SCHEDULE")) return warning("ban", state, `WhatsApp is about to disable the account${on}.`);
  return warning("ban", state || "DISABLED_UPDATE", `WhatsApp has disabled the account${on}.`);
}

function reviewNotice(decision: string): Notice | null {
  switch (decision) {
    case "REJECTED":
      return warning("review", decision, "WhatsApp has rejected the account in its review.");
    case "DEFERRED":
    case "PENDING":
      return { ...warning("review", decision, "WhatsApp reviews the account."), level: "info" };
    case "APPROVED":
      return over("review", decision);
    default:
      return null;
  }
}

function qualityNotice(event: string, value: JsonObject): Notice | null {
  const limit = words(asText(value.current_limit) || asText(value.max_daily_conversations_per_business));
  const now = limit === "" ? "" : ` Its limit is ${limit} now.`;
  switch (event) {
    case "FLAGGED":
      return {
        ...warning("quality", event, `WhatsApp rates the number's quality as low and may lower its limit.${now}`),
        advice: "Send less that people block or report.",
      };
    case "DOWNGRADE":
      return warning("quality", event, `WhatsApp has lowered the number's limit.${now}`);
    case "UNFLAGGED":
    case "UPGRADE":
    case "ONBOARDING":
    case "THROUGHPUT_UPGRADE":
      return over("quality", event);
    default:
      return null;
  }
}

function alertNotice(alert: JsonObject): Notice | null {
  if (alert.alert_type === undefined && alert.alert_severity === undefined) return null;
  const type = asId(alert.alert_type) ?? "ALERT";
  const topic = `alert ${type}`.slice(0, 100);
  const severity = asText(alert.alert_severity).toUpperCase();
  const said = asText(alert.alert_description).slice(0, 500) || `WhatsApp has an alert: ${words(type)}.`;
  if (asText(alert.alert_status).toUpperCase() === "NONE") return over(topic, type);
  const isWarning = severity === "CRITICAL" || severity === "WARNING";
  return { ...warning(topic, type, said), level: isWarning ? "warning" : "info" };
}

/** How many customers may be written to in a day before they write; -1 is any number. */
function limitNotice(value: JsonObject): Notice | null {
  const given = value.max_daily_conversations_per_business ?? value.max_daily_conversation_per_phone;
  const limit = asId(given);
  if (limit === null) return null;
  const many = limit === "-1" ? "any number of" : words(limit);
  const message = `WhatsApp lets the business begin conversations with ${many} customers a day.`;
  return { ...warning("limit", "business_capability_update", message), level: "info", advice: null };
}

function warning(topic: string, code: string, message: string): Notice {
  return { topic, level: "warning", code: code.slice(0, 100), message, advice: manager };
}

function over(topic: string, code: string): Notice {
  return { topic, level: "info", code: code.slice(0, 100), message: "", advice: null, isOver: true };
}

/** `RESTRICTED_BIZ_INITIATED_MESSAGING` as words. */
function words(code: string): string {
  return code.replaceAll("_", " ").trim().toLowerCase().slice(0, 100);
}

/** Unix seconds, or a time as text. */
function endOf(value: unknown): string | null {
  const text = asId(value) ?? "";
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text);
  return ms > 0 && ms < 8e15 ? new Date(ms).toISOString() : null;
}
