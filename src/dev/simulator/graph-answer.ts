import { randomBytes } from "node:crypto";

/** `reply`: answer so. `silence`: keep the request open. `cut`: close the connection without an answer. */
export type GraphAnswer =
  | { readonly kind: "reply"; readonly status: number; readonly body: unknown }
  | { readonly kind: "silence" }
  | { readonly kind: "cut" };

export type Json = Readonly<Record<string, unknown>>;

/** An error as the Graph API words it: `details` say what is wrong, `message` what kind of thing that is. */
export function refusal(status: number, code: number, details: string, message: string, subcode?: number): GraphAnswer {
  const error = {
    message,
    type: "OAuthException",
    code,
    ...(subcode === undefined ? {} : { error_subcode: subcode }),
    error_data: { messaging_product: "whatsapp", details },
    fbtrace_id: randomBytes(12).toString("base64url"),
  };
  return { kind: "reply", status, body: { error } };
}

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
