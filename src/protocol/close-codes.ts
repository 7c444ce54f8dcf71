/** WebSocket close codes, CONTRACT "WebSocket". */
export const closeCodes = {
  /** Service restart (RFC 6455 registry): the hub was restored. */
  restarted: 1012,
  protocolVersion: 4400,
  notSignedIn: 4401,
  notAMember: 4403,
  tooSlow: 4408,
  replaced: 4409,
  tooMany: 4429,
} as const;
