import { drizzle } from "drizzle-orm/d1";
import { user } from "../db/auth-schema.ts";
import type { Env } from "../env.ts";
import { timing } from "../protocol/timing.ts";
import { type Door, textOf } from "./auth-door.ts";
import { take, tooManyAttempts } from "./counters.ts";
import { openInvitation } from "./invitation-secret.ts";
import { libraryProblem } from "./problem.ts";

const choices = ["open", "invited", "closed"] as const;
/** Who may make an account: anybody, who has an invitation, or nobody. */
export type SignUps = (typeof choices)[number];

/** As the deployment is set, and `open` to the first person of one that is for the invited: somebody has to begin. */
export async function signUpsNow(env: Env): Promise<SignUps> {
  const chosen = chosenFor(env);
  return chosen === "invited" && (await isEmpty(env)) ? "open" : chosen;
}

function chosenFor(env: Env): SignUps {
  const given = env.SIGN_UPS ?? "invited";
  const chosen = choices.find((one) => one === given);
  if (chosen === undefined) throw new Error(`SIGN_UPS is ${choices.join(", ")}, and not "${given}".`);
  return chosen;
}

/** Before an account is made. The invitation's secret goes no further. */
export const signUpDoor: Door = async (c, next) => {
  const { invitation: _, ...rest } = c.var.input;
  const secret = textOf(c, "invitation");
  c.set("input", rest);
  switch (chosenFor(c.env)) {
    case "open":
      return next();
    case "closed":
      return libraryProblem(403, { code: "SIGN_UP_CLOSED", message: "No new accounts are made here." });
    case "invited": {
      const opened = await openInvitation(c.env, secret);
      if (opened?.isPending && opened.email === textOf(c, "email").toLowerCase()) return next();
      if (await isEmpty(c.env)) {
        // Two who come first at once: one of them is.
        const first = await take(c.env, { key: ["first sign-up"], limit: 1, windowMs: timing.addressWindowMs });
        return first.admitted ? next() : tooManyAttempts(first.retryAfterMs);
      }
      return libraryProblem(403, {
        code: "SIGN_UP_BY_INVITATION",
        message: "An account is made with the link of an invitation, and with the address that it went to.",
      });
    }
  }
};

async function isEmpty(env: Env): Promise<boolean> {
  return (await drizzle(env.DB).select({ id: user.id }).from(user).limit(1)).length === 0;
}
