import { Hono } from "hono";
import { agentRoutes } from "./agents.ts";
import { apiKeyRoutes } from "./api-keys.ts";
import { authRoutes } from "./auth-routes.ts";
import { changeRoutes } from "./changes.ts";
import { channelRoutes } from "./channels.ts";
import { contactRoutes } from "./contacts.ts";
import type { AppEnv } from "./context.ts";
import { conversationRoutes } from "./conversations.ts";
import { docsPolicy } from "./docs.ts";
import { health, orgHealthRoutes } from "./health.ts";
import { ingestRoutes } from "./ingest.ts";
import { messageRoutes } from "./messages.ts";
import { mountDocs } from "./openapi.ts";
import { onError, onNotFound } from "./problem.ts";
import { openSocket, realtimeTokenRoutes } from "./realtime.ts";
import { securityHeaders } from "./security-headers.ts";
import { orgCaller } from "./session.ts";

/** Everything that the Worker answers by HTTP, in the order in which it is tried. */
export const app = new Hono<AppEnv>()
  // First: the answer to an upgrade carries a socket and takes no further headers.
  .get("/api/orgs/:org/realtime", openSocket)
  .use("/api/docs", docsPolicy)
  .use(securityHeaders)
  .route("/", authRoutes)
  .get("/api/health", health)
  .use("/api/orgs/:org/*", orgCaller)
  .route("/api/orgs/:org", orgHealthRoutes)
  .route("/api/orgs/:org", realtimeTokenRoutes)
  .route("/api/orgs/:org", apiKeyRoutes)
  .route("/api/orgs/:org", conversationRoutes)
  .route("/api/orgs/:org", messageRoutes)
  .route("/api/orgs/:org", contactRoutes)
  .route("/api/orgs/:org", channelRoutes)
  .route("/api/orgs/:org", agentRoutes)
  .route("/api/orgs/:org", changeRoutes)
  .route("/api/orgs/:org", ingestRoutes);

mountDocs(app);
app.onError(onError);
app.notFound(onNotFound);
