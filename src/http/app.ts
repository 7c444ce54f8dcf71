import { Hono } from "hono";
import { agentRoutes } from "./agents.ts";
import { apiKeyRoutes } from "./api-keys.ts";
import { authRoutes } from "./auth-routes.ts";
import { catalogRoutes } from "./catalog.ts";
import { changeRoutes } from "./changes.ts";
import { channelHealthRoutes } from "./channel-health.ts";
import { channelRoutes } from "./channels.ts";
import { contactMergeRoutes } from "./contact-merges.ts";
import { contactRoutes } from "./contacts.ts";
import type { AppEnv } from "./context.ts";
import { conversationRoutes } from "./conversations.ts";
import { countRoutes } from "./counts.ts";
import { docsPolicy } from "./docs.ts";
import { draftRoutes } from "./drafts.ts";
import { health, orgHealthRoutes } from "./health.ts";
import { ingestRoutes } from "./ingest.ts";
import { lockRoutes } from "./locks.ts";
import { mailDomainRoutes } from "./mail-domains.ts";
import { mailFrame } from "./mail-frame.ts";
import { mailTracking } from "./mail-tracking.ts";
import { mediaRoutes, sandboxed, signedMedia } from "./media.ts";
import { mentionRoutes } from "./mentions.ts";
import { messageActionRoutes } from "./message-actions.ts";
import { messageRoutes } from "./messages.ts";
import { mountDocs } from "./openapi.ts";
import { outboxRoutes } from "./outbox.ts";
import { onError, onNotFound } from "./problem.ts";
import { pushRoutes } from "./push.ts";
import { openSocket, realtimeTokenRoutes } from "./realtime.ts";
import { notStored, securityHeaders } from "./security-headers.ts";
import { orgCaller } from "./session.ts";
import { settingsRoutes } from "./settings.ts";
import { startRoutes } from "./start.ts";
import { templateRoutes } from "./templates.ts";
import { triageRoutes } from "./triage.ts";
import { mailWebhooks } from "./webhooks-mail.ts";
import { metaWebhooks } from "./webhooks-meta.ts";
import { twilioWebhooks } from "./webhooks-twilio.ts";

/** Everything that the Worker answers by HTTP, in the order in which it is tried. */
export const app = new Hono<AppEnv>();

// First, since the answer to an upgrade carries a socket and takes no further headers.
app.get("/api/orgs/:org/realtime", openSocket);
// Answers for other sites' mailboxes, and a page within ours: they have headers of their own.
app.route("/", mailTracking);
app.route("/", mailFrame);
app.use("/api/docs", docsPolicy);
app.use("/api/orgs/:org/media/:mediaId", sandboxed);
app.use("/api/media/*", sandboxed);
app.use(securityHeaders, notStored);
app.route("/", metaWebhooks);
app.route("/", twilioWebhooks);
app.route("/", mailWebhooks);
app.route("/", authRoutes);
app.route("/", signedMedia);
app.get("/api/health", health);
mountDocs(app);

app.use("/api/orgs/:org/*", orgCaller);
for (const routes of [
  conversationRoutes,
  startRoutes,
  triageRoutes,
  countRoutes,
  messageRoutes,
  messageActionRoutes,
  templateRoutes,
  outboxRoutes,
  mentionRoutes,
  mediaRoutes,
  lockRoutes,
  draftRoutes,
  contactRoutes,
  contactMergeRoutes,
  changeRoutes,
  channelRoutes,
  channelHealthRoutes,
  mailDomainRoutes,
  agentRoutes,
  settingsRoutes,
  pushRoutes,
  ...catalogRoutes,
  ingestRoutes,
  apiKeyRoutes,
  realtimeTokenRoutes,
  orgHealthRoutes,
]) {
  app.route("/api/orgs/:org", routes);
}

app.onError(onError);
app.notFound(onNotFound);
