import { failures } from "./messages/en/failures.ts";
import { t } from "./messages/t.ts";

/**
 * What the auth library's refusals mean to a person, by the library's own codes. Its messages are made for programs
 * ("[body.email] Invalid email address") and are English.
 */
const words: Readonly<Record<string, keyof typeof failures>> = {
  INVALID_EMAIL_OR_PASSWORD: "wrongPassword",
  INVALID_PASSWORD: "wrongPassword",
  INVALID_EMAIL: "wrongEmail",
  PASSWORD_TOO_SHORT: "passwordTooShort",
  PASSWORD_TOO_LONG: "passwordTooLong",
  USER_ALREADY_EXISTS: "accountExists",
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: "accountExists",
  INVALID_TOKEN: "linkUsed",
  ORGANIZATION_ALREADY_EXISTS: "addressTaken",
  ORGANIZATION_SLUG_ALREADY_TAKEN: "addressTaken",
  USER_IS_ALREADY_A_MEMBER_OF_THIS_ORGANIZATION: "isMember",
  USER_IS_ALREADY_INVITED_TO_THIS_ORGANIZATION: "isInvited",
  YOU_ARE_NOT_THE_RECIPIENT_OF_THE_INVITATION: "otherRecipient",
  INVITATION_NOT_FOUND: "invitationOver",
  INVITER_IS_NO_LONGER_A_MEMBER_OF_THE_ORGANIZATION: "inviterGone",
  PASSWORD_TOO_COMMON: "passwordTooCommon",
  SIGN_UP_BY_INVITATION: "invitedAlone",
  SIGN_UP_CLOSED: "noNewAccounts",
  YOU_CANNOT_LEAVE_THE_ORGANIZATION_WITHOUT_AN_OWNER: "lastOwner",
  YOU_CANNOT_LEAVE_THE_ORGANIZATION_AS_THE_ONLY_OWNER: "lastOwner",
};

/** In words for a person; null for a code that is not the library's. */
export function authFailureText(code: string, said: string): string | null {
  const key = Object.hasOwn(words, code) ? words[code] : undefined;
  if (key !== undefined) return t(failures[key] as Parameters<typeof t>[0]);
  if (code !== "VALIDATION_ERROR" && !said.startsWith("[body.")) return null;
  return t(said.includes("email") ? failures.wrongEmail : failures.notAccepted);
}
