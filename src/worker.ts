import type { Env } from "./env.ts";
import { app } from "./http/app.ts";
import { limitedEnv, withinRequest } from "./http/database.ts";
import { receiveMail } from "./http/mail-in.ts";
import { pageFile } from "./http/page-file.ts";
import { replayParked } from "./http/replay-parked.ts";
import { recheckDomains } from "./mail-domains/recheck.ts";

export { Throttle } from "./http/throttle.ts";
export { OrgHub } from "./hub/org-hub.ts";

export default {
  fetch: (request, env, context) =>
    new URL(request.url).pathname.startsWith("/assets/")
      ? pageFile(request, env)
      : withinRequest(() => app.fetch(request, limitedEnv(env), context)),
  email: (message, env) => withinRequest(() => receiveMail(message, limitedEnv(env))),
  /** Connecting a channel replays what was parked for its number; this finds what that missed. Proofs of mail domains are looked at again. */
  async scheduled(_controller, env): Promise<void> {
    // For itself: a resolver that is slow must not keep what waits from being told.
    await Promise.all([replayParked(env), recheckDomains(env, Date.now())]);
  },
} satisfies ExportedHandler<Env>;
