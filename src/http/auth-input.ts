import * as v from "valibot";
import { limits } from "../protocol/limits.ts";
import { roles } from "../protocol/records.ts";
import { ShownNameSchema } from "../protocol/shown-name.ts";

/** What may enter by the auth library's endpoints. Every field has a bound, and a field that is not named here is refused. */

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(limits.idLength));
/** Of an invitation, with its secret. */
const secret = v.pipe(v.string(), v.minLength(1), v.maxLength(limits.idLength));
const email = v.pipe(v.string(), v.trim(), v.maxLength(limits.addressLength));
/** How short it may be is the library's to say. */
const password = v.pipe(v.string(), v.maxLength(limits.passwordLength, "A password has 128 characters at most."));

/** A picture's address: nothing is loaded from it here, and nobody is to be led elsewhere by it. */
const picture = v.nullable(
  v.pipe(
    v.string(),
    v.maxLength(limits.pictureUrlLength),
    v.check((text) => isHttps(text), "A picture is an https address."),
  ),
);

function isHttps(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.protocol === "https:" && url.username === "" && url.password === "" && !/\s/.test(text);
}

/** It stands in every path of the org's API. */
const slug = v.pipe(
  v.string(),
  v.regex(
    /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/,
    "An address is of a-z, 0-9 and hyphens, 64 characters at most, and neither begins nor ends with a hyphen.",
  ),
);
const role = v.picklist(roles, "A role is owner, admin, agent or viewer.");
const count = v.pipe(v.string(), v.regex(/^\d{1,6}$/, "must be a number"));

export const Nothing = v.strictObject({});

export const SignUpBody = v.strictObject({
  name: ShownNameSchema,
  email,
  password,
  image: v.optional(picture),
  /** The secret of an invitation, where only those who are invited may sign up. */
  invitation: v.optional(secret),
});
export const SignInBody = v.strictObject({ email, password, rememberMe: v.optional(v.boolean()) });
export const UpdateUserBody = v.strictObject({ name: v.optional(ShownNameSchema), image: v.optional(picture) });
export const ChangePasswordBody = v.strictObject({
  currentPassword: password,
  newPassword: password,
  revokeOtherSessions: v.optional(v.boolean()),
});
export const RequestResetBody = v.strictObject({
  email,
  redirectTo: v.optional(v.pipe(v.string(), v.maxLength(limits.pictureUrlLength))),
});
export const ResetBody = v.strictObject({ token: id, newPassword: password });
/** By the id that `list-sessions` gives: tokens are told to nobody. */
export const RevokeSessionBody = v.strictObject({ id });

export const CreateOrganizationBody = v.strictObject({
  name: ShownNameSchema,
  slug,
  logo: v.optional(picture),
  keepCurrentActiveOrganization: v.optional(v.boolean()),
});
export const UpdateOrganizationBody = v.strictObject({
  organizationId: id,
  data: v.pipe(
    v.strictObject({ name: v.optional(ShownNameSchema), slug: v.optional(slug), logo: v.optional(picture) }),
    v.check((data) => Object.keys(data).length > 0, "Name what is to change."),
  ),
});
export const OrganizationQuery = v.strictObject({ organizationId: id });
export const MembersQuery = v.strictObject({ organizationId: id, limit: v.optional(count), offset: v.optional(count) });
export const UpdateRoleBody = v.strictObject({ organizationId: id, memberId: id, role });
export const RemoveMemberBody = v.strictObject({ organizationId: id, memberIdOrEmail: id });

export const InviteBody = v.strictObject({ organizationId: id, email, role });
export const InvitationBody = v.strictObject({ invitationId: secret });
export const InvitationQuery = v.strictObject({ id: secret });
