import type { Env } from "./env.ts";
import { app } from "./http/app.ts";
import { receiveMail } from "./http/mail-in.ts";
import { replayParked } from "./http/replay-parked.ts";

export { Throttle } from "./http/throttle.ts";
export { OrgHub } from "./hub/org-hub.ts";

export default {
  fetch: app.fetch,
  email: (message, env) => receiveMail(message, env),
  /** Connecting a channel replays what was parked for its number; this finds what that missed. */
  async scheduled(_controller, env): Promise<void> {
    await replayParked(env);
  },
} satisfies ExportedHandler<Env>;
