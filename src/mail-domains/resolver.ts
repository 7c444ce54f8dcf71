import { askProvider } from "../channels/ask-provider.ts";
import { asObject, asText } from "../channels/json.ts";

/** The texts at a name: an empty list where there are none. `answered` false: nobody knows, and that is never a yes. */
export type TextRecords = { readonly answered: true; readonly texts: readonly string[] } | { readonly answered: false };

/** Of the type TXT (RFC 1035). */
const txt = 16;
const noError = 0;
/** There is no such name. */
const nameError = 3;

/**
 * TXT records by DNS over HTTPS, in the JSON that Cloudflare's and Google's resolvers speak (Cloudflare, "1.1.1.1: Using
 * JSON", 2026). Never throws.
 */
export async function textRecords(
  resolverUrl: string,
  name: string,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<TextRecords> {
  if (resolverUrl === "") return { answered: false };
  const url = `${resolverUrl}?${new URLSearchParams({ name, type: "TXT" }).toString()}`;
  const init = { headers: { accept: "application/dns-json" } };
  const answer = await askProvider("The DNS resolver", url, init, fetcher, timeoutMs);
  if (!answer.answered || !answer.response.ok || answer.json === null) return { answered: false };
  const { Status: status, TC: isCut, Answer: found = [] } = answer.json;
  if (status === nameError) return { answered: true, texts: [] };
  if (status !== noError || isCut === true || !Array.isArray(found)) return { answered: false };
  const records = found.map(asObject).filter((record) => record?.type === txt);
  return { answered: true, texts: records.map((record) => joined(asText(record?.data))) };
}

/** A text comes in quotes, a long one as several of them; some resolvers leave the quotes out. */
function joined(data: string): string {
  const parts = Array.from(data.matchAll(/"((?:[^"\\]|\\.)*)"/g), ([, part = ""]) => part);
  return (parts.length === 0 ? data : parts.join("")).trim();
}
