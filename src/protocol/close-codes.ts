/** WebSocket close codes, CONTRACT "WebSocket". */
export const closeCodes = {
  protocolVersion: 4400,
  notSignedIn: 4401,
  notAMember: 4403,
  tooSlow: 4408,
  replaced: 4409,
  tooMany: 4429,
} as const;
