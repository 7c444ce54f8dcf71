import type { DeliveryError } from "../protocol/records.ts";
import { errorOfStatus, ownError, retryAfterMs, withoutSecret } from "./ask-provider.ts";
import type { SendVerdict } from "./channel.ts";
import { asText } from "./json.ts";

/**
 * What follows from a provider's code. `stop`: the number, account or address cannot send at all; `retry`: not
 * accepted, try later; `fail`: not accepted, and trying again would not help.
 */
export type Consequence = "stop" | "retry" | "fail";

export interface Meaning {
  readonly what: Consequence;
  /** In our words, where the provider's own speak to developers. */
  readonly message?: string;
  readonly advice: string | null;
}

/** The codes of a provider that we know; each channel's is in its `errors.ts`. */
export type CodeTable<M extends Meaning = Meaning> = Readonly<Record<string, M>>;

/** null when the table does not have the code. */
export function meaningIn<M extends Meaning>(table: CodeTable<M>, code: string): M | null {
  return Object.hasOwn(table, code) ? (table[code] ?? null) : null;
}

/** A code as an agent sees it: our words where we have some, else the provider's. */
export function errorInWords(provider: string, code: string, said: unknown, meaning: Meaning | null): DeliveryError {
  const own = asText(said).slice(0, messageLength).toWellFormed();
  return { code, message: meaning?.message ?? (own || `${provider} error ${code}`), advice: meaning?.advice ?? null };
}

export const messageLength = 500;

/** A refusal in a provider's own words: it proves that the message was not accepted. */
export interface Refusal {
  readonly error: DeliveryError;
  /** null for a code that our table does not have. */
  readonly what: Consequence | null;
  /** The provider itself says that it will pass. */
  readonly isTransient?: boolean;
  /** How long to wait, where the code says so. */
  readonly afterMs?: number;
}

export interface Judged {
  /** Its name as people know it. */
  readonly provider: string;
  readonly response: Response;
  /** null when the answer has no code of the provider's. */
  readonly refusal: Refusal | null;
  /** What an accepted message is known by from now on; null when the answer does not tell. */
  readonly providerId: string | null;
}

/** What an answer to a send proves (SPEC D3): the same for every provider once its answer is read. */
export function judgeAnswer({ provider, response, refusal, providerId }: Judged): SendVerdict {
  if (refusal !== null) return judgeRefusal(response, refusal);
  const { status } = response;
  if (response.ok) {
    if (providerId !== null) return { verdict: "accepted", providerId };
    const error = ownError("unreadable", `${provider} answered, but not whether it took the message.`);
    return { verdict: "ambiguous", error };
  }
  const error = errorOfStatus(provider, status);
  if (status === 429) return { verdict: "retry", error, afterMs: retryAfterMs(response) };
  return status >= 500 || status === 408 ? { verdict: "ambiguous", error } : { verdict: "rejected", error };
}

function judgeRefusal(response: Response, { error, what, isTransient, afterMs }: Refusal): SendVerdict {
  const passes = response.status >= 500 || response.status === 429 || isTransient === true;
  switch (what ?? (passes ? "retry" : "fail")) {
    case "stop":
      return { verdict: "stop", error };
    case "retry":
      return { verdict: "retry", error, afterMs: afterMs ?? retryAfterMs(response) };
    case "fail":
      return { verdict: "rejected", error };
  }
}

/** Providers repeat a token in what they say; nobody must see it. */
export function withoutSecretIn(verdict: SendVerdict, secret: string): SendVerdict {
  if (verdict.verdict === "accepted" || secret === "") return verdict;
  return { ...verdict, error: withoutSecret(verdict.error, secret) };
}
