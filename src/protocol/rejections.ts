/**
 * Every reason for which Parley says no, with the HTTP status it has on REST. One closed list: a refusal
 * that is not here does not compile. The codes are stable; the messages are for people and may change.
 */
export const rejectionStatus = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  stale: 409,
  already_assigned: 409,
  locked: 409,
  expired: 409,
  too_large: 413,
  unsupported_media_type: 415,
  ambiguous_number: 422,
  unreachable: 422,
  window_closed: 422,
  opted_out: 422,
  too_long: 422,
  unsupported_content: 422,
  media_refused: 422,
  template_invalid: 422,
  channel_unavailable: 422,
  not_retriable: 422,
  not_cancellable: 422,
  not_settleable: 422,
  too_many_attempts: 429,
  too_many_requests: 429,
  unavailable: 503,
} as const;

export type RejectionCode = keyof typeof rejectionStatus;

/** A refusal is a value: `decide` returns it, REST and the socket print it. */
export interface Rejection {
  readonly code: RejectionCode;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** An Idempotency-Key that stands for another request. */
export const keyReused = {
  ok: false,
  code: "conflict",
  message: "This Idempotency-Key was used for another request.",
  details: { header: "Idempotency-Key" },
} as const satisfies Rejection & { ok: false };
