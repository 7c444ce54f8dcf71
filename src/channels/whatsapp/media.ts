import type { DeliveryError } from "../../protocol/records.ts";
import { timing } from "../../protocol/timing.ts";
import { ownError, withoutSecret } from "../ask-provider.ts";
import type { MediaRequest, MediaVerdict, OutgoingFile, ProviderRequest } from "../channel.ts";
import { asId, asObject, asText, type JsonObject } from "../json.ts";
import { PrivateAddressError } from "../public-fetch.ts";
import { withTimeLimit } from "../time-limit.ts";
import { deliveryError, meaningOf } from "./errors.ts";
import { byStatus } from "./request.ts";

/**
 * A customer's file: `GET /{media-id}` tells an address that lives for five minutes and takes the token, too (Meta,
 * "Media", 2026). It is asked for on every try, so that it is always fresh.
 */
export async function fetchMedia(
  request: MediaRequest,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<MediaVerdict> {
  const { accessToken } = request.secrets;
  const { providerMediaId } = request.attachment;
  if (!accessToken) return retry(ownError("no_access_token", "The channel has no access token."));
  if (providerMediaId === null) return { verdict: "gone", error: ownError("no_media", "WhatsApp named no file.") };
  const authorization = { authorization: `Bearer ${accessToken}` };
  // The number is named so that Meta checks that the file is one of it.
  const about = `${request.baseUrl}/${encodeURIComponent(providerMediaId)}?phone_number_id=${encodeURIComponent(request.channel.externalId)}`;
  try {
    return await withTimeLimit(timeoutMs, async (signal): Promise<MediaVerdict> => {
      const described = await fetcher(about, { headers: authorization, signal });
      const json = await jsonOf(described);
      const address = asText(json?.url);
      if (!described.ok || address === "") return refusedBy(described, json, accessToken);
      const response = await fetcher(address, { headers: { ...authorization, "user-agent": "Parley" }, signal });
      if (!response.ok) {
        await response.body?.cancel();
        // An address that has expired meanwhile is 404 too, and another one is asked for.
        return retry(byStatus(response.status));
      }
      const sha256 = asId(json?.sha256);
      return {
        verdict: "found",
        response,
        mimeType: asId(json?.mime_type),
        ...(sha256 === null ? {} : { sha256 }),
      };
    });
  } catch (error) {
    if (error instanceof PrivateAddressError)
      return { verdict: "gone", error: ownError("private_address", error.message) };
    const late = error instanceof Error && error.name === "TimeoutError";
    return retry(
      late
        ? ownError("timeout", "WhatsApp did not answer in time.")
        : ownError("connection", "The connection to WhatsApp broke."),
    );
  }
}

/**
 * Code 100 with subcode 33 says that there is no such file (any more); the rest of 100 are wrong parameters, which
 * another try does not mend. A number's trouble (an expired token) may be mended within the seven days.
 */
function refusedBy(response: Response, json: JsonObject | null, accessToken: string): MediaVerdict {
  const error = asObject(json?.error);
  if (error === null || asId(error.code) === null) {
    const gone = response.status === 404 || response.status === 410;
    return gone ? { verdict: "gone", error: goneError } : retry(byStatus(response.status));
  }
  const told = withoutSecret(deliveryError(error), accessToken);
  if (told.code === "100") return { verdict: "gone", error: { ...told, advice: goneError.advice } };
  return meaningOf(told.code)?.what === "fail" ? { verdict: "gone", error: told } : retry(told);
}

const goneError: DeliveryError = {
  code: "media_gone",
  message: "WhatsApp has this file no more.",
  advice: "Ask the customer to send it again.",
};

function retry(error: DeliveryError): MediaVerdict {
  return { verdict: "retry", error, afterMs: null };
}

/** A larger file goes by address: the bytes of several sends at once must fit into the hub's memory. */
export const uploadBytesMax = 8 * 1024 * 1024;

export type Handed =
  | { readonly ok: true; readonly media: JsonObject }
  /** Nothing was sent: `json` is the provider's refusal, null when no answer came. */
  | {
      readonly ok: false;
      readonly response: Response | null;
      readonly json: JsonObject | null;
      readonly error: DeliveryError;
    };

/**
 * Gives WhatsApp a file: `POST /{phone_number_id}/media` answers an id for the message. By address (`link`) Meta would
 * fetch it while the send waits, and a slow fetch is a failed message (131053); so that is for large ones alone.
 */
export async function handOver(
  request: Pick<ProviderRequest, "channel" | "baseUrl"> & { readonly accessToken: string },
  file: OutgoingFile,
  fetcher: typeof fetch,
): Promise<Handed> {
  const { attachment } = file;
  if ((attachment.sizeBytes ?? 0) > uploadBytesMax) return { ok: true, media: { link: await file.publicUrl() } };
  const type = attachment.mimeType ?? "application/octet-stream";
  try {
    const form = new FormData();
    form.set("messaging_product", "whatsapp");
    form.set("type", type);
    form.set("file", new File([await file.bytes()], attachment.filename ?? attachment.type, { type }));
    return await withTimeLimit(timing.mediaUploadTimeoutMs, async (signal): Promise<Handed> => {
      const response = await fetcher(`${request.baseUrl}/${encodeURIComponent(request.channel.externalId)}/media`, {
        method: "POST",
        headers: { authorization: `Bearer ${request.accessToken}` },
        body: form,
        redirect: "manual",
        signal,
      });
      const json = await jsonOf(response);
      const id = asId(json?.id);
      if (response.ok && id !== null) return { ok: true, media: { id } };
      return { ok: false, response, json, error: byStatus(response.status) };
    });
  } catch {
    return { ok: false, response: null, json: null, error: ownError("connection", "WhatsApp did not take the file.") };
  }
}

async function jsonOf(response: Response): Promise<JsonObject | null> {
  try {
    return asObject(JSON.parse(await response.text()));
  } catch {
    return null;
  }
}
