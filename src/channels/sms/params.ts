import { asText } from "../json.ts";

/** The parameters of one of Twilio's webhooks. */
export interface Params {
  /** "" where it is absent. */
  text(name: string): string;
}

export function paramsOf(form: URLSearchParams): Params {
  return { text: (name) => asText(form.get(name) ?? "") };
}
