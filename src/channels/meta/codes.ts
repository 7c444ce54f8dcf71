/** Codes that mean the same in all of Meta's APIs (Meta, "Handle errors", 2026). */

/** Whether a code says that the token is no good: expired, withdrawn, malformed. */
export function isTokenCode(code: number): boolean {
  return code === 190 || code === 102 || code === 0;
}

/** Whether a code is about a permission: all from 200 to 299 are (Meta, "Authorization errors"). */
export function isPermissionCode(code: number): boolean {
  return code === 3 || code === 10 || (code >= 200 && code <= 299);
}

/** Whether a code says that the token may not see what was asked for, or that it does not exist. */
export function isAccessCode(code: number): boolean {
  return code === 100 || code === 803 || isPermissionCode(code);
}
