import { Hono } from "hono";
import { apiKeyRoutes } from "./api-keys.ts";
import { authRoutes } from "./auth-routes.ts";
import type { AppEnv } from "./context.ts";
import { health, orgHealthRoutes } from "./health.ts";
import { onError, onNotFound } from "./problem.ts";
import { openSocket, realtimeTokenRoutes } from "./realtime.ts";
import { securityHeaders } from "./security-headers.ts";
import { orgCaller } from "./session.ts";

/** Everything that the Worker answers by HTTP, in the order in which it is tried. */
export const app = new Hono<AppEnv>()
  // First: the answer to an upgrade carries a socket and takes no further headers.
  .get("/api/orgs/:org/realtime", openSocket)
  .use(securityHeaders)
  .route("/", authRoutes)
  .get("/api/health", health)
  .use("/api/orgs/:org/*", orgCaller)
  .route("/api/orgs/:org", orgHealthRoutes)
  .route("/api/orgs/:org", realtimeTokenRoutes)
  .route("/api/orgs/:org", apiKeyRoutes);

app.onError(onError);
app.notFound(onNotFound);
