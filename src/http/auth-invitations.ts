import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { user } from "../db/auth-schema.ts";
import { type Door, textOf } from "./auth-door.ts";
import { invitationId, openInvitation } from "./invitation-secret.ts";
import { libraryProblem } from "./problem.ts";

/** An invitation is looked at, accepted and rejected with its secret alone; the library then checks whose it is. */
function opening(field: "id" | "invitationId"): Door {
  return async (c, next) => {
    const opened = await openInvitation(c.env, textOf(c, field));
    if (opened === null) {
      const message = "There is no such invitation, or it is over.";
      return libraryProblem(400, { code: "INVITATION_NOT_FOUND", message });
    }
    c.set("input", { ...c.var.input, [field]: opened.id });
    return next();
  };
}

export const openToShow = opening("id");
export const openToAnswer = opening("invitationId");

/** Whoever accepts with what the mail brought has shown that the address is theirs. */
export const proveAddress: Door = async (c, next) => {
  const opened = await openInvitation(c.env, textOf(c, "invitationId"));
  await next();
  if (opened?.isMailed && c.res.status < 400)
    await drizzle(c.env.DB).update(user).set({ emailVerified: true }).where(eq(user.email, opened.email));
};

/** Who may end an invitation is asked of its organisation: the bare id that the list shows will do. */
export const byBareId: Door = async (c, next) => {
  c.set("input", { invitationId: invitationId(textOf(c, "invitationId")) });
  return next();
};
