import type { IgnoredFact } from "../../protocol/facts.ts";
import { asText } from "../json.ts";

/** The parameters of one of Twilio's webhooks. */
export interface Params {
  /** "" where it is absent. */
  text(name: string): string;
}

export function paramsOf(form: URLSearchParams): Params {
  return { text: (name) => asText(form.get(name) ?? "") };
}

export function ignored(reason: string, providerId: string | null = null): IgnoredFact {
  return { fact: "ignored", reason: reason.slice(0, 300), providerId };
}
