import { newVapidKeys } from "./vapid.ts";

/** `npm run vapid-keys`: prints a new pair, to be put as secrets (docs/deploy.md). Keeps nothing. */
for (const [name, value] of Object.entries(newVapidKeys())) console.log(`${name}=${value}`);
