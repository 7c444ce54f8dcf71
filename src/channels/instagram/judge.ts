import type { SendVerdict } from "../channel.ts";
import { asId, type JsonObject } from "../json.ts";
import { metaError } from "../meta/request.ts";
import { judgeAnswer, type Refusal } from "../verdict.ts";
import { deliveryError, meaningOf, subcodeOf } from "./errors.ts";

/** What an answer to a send proves. */
export function judge(response: Response, body: JsonObject | null): SendVerdict {
  const error = metaError(body);
  const refusal = error === null ? null : refusalOf(error);
  return judgeAnswer({ provider: "Instagram", response, refusal, providerId: asId(body?.message_id) });
}

function refusalOf(json: JsonObject): Refusal {
  const error = deliveryError(json);
  const what = meaningOf(error.code, subcodeOf(json))?.what ?? null;
  return { error, what, isTransient: json.is_transient === true };
}
