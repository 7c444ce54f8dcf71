import { ownError, retryAfterMs } from "../ask-provider.ts";
import type { SendVerdict } from "../channel.ts";
import { asId, asObject, type JsonObject } from "../json.ts";
import { deliveryError, meaningOf, subcodeOf } from "./errors.ts";
import { byStatus } from "./request.ts";

/** What an answer to a send proves. */
export function judge(response: Response, body: JsonObject | null): SendVerdict {
  const error = asObject(body?.error);
  if (error !== null && asId(error.code) !== null) return byCode(response, error);
  if (response.ok) {
    const providerId = asId(body?.message_id);
    if (providerId !== null) return { verdict: "accepted", providerId };
    return {
      verdict: "ambiguous",
      error: ownError("unreadable", "Instagram answered, but not whether it took the message."),
    };
  }
  const { status } = response;
  if (status === 429) return { verdict: "retry", error: byStatus(status), afterMs: retryAfterMs(response) };
  if (status >= 500 || status === 408) return { verdict: "ambiguous", error: byStatus(status) };
  return { verdict: "rejected", error: byStatus(status) };
}

function byCode(response: Response, json: JsonObject): SendVerdict {
  const error = deliveryError(json);
  switch (meaningOf(error.code, subcodeOf(json))?.what) {
    case "stop":
      return { verdict: "stop", error };
    case "fail":
      return { verdict: "rejected", error };
    case "retry":
      return { verdict: "retry", error, afterMs: retryAfterMs(response) };
    case undefined: {
      const temporary = response.status >= 500 || response.status === 429 || json.is_transient === true;
      return temporary ? { verdict: "retry", error, afterMs: retryAfterMs(response) } : { verdict: "rejected", error };
    }
  }
}
