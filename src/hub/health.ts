import type { Parts } from "./parts.ts";
import type { HubHealth } from "./rpc.ts";

/** How the hub stands; what its parts do not know is given. */
export function healthOf(
  parts: Parts,
  given: Pick<HubHealth, "databaseBytes" | "awakeSince" | "alarms" | "frames">,
): HubHealth {
  const { head } = parts.journal;
  const { projected } = parts.projector;
  const projectionLag = parts.journal.countSince(projected);
  const outboxDue = parts.outbox.size();
  const alertDetails = parts.deliveries.alerts({ databaseBytes: given.databaseBytes, projectionLag, outboxDue });
  return {
    ...given,
    seq: head,
    projected,
    projectionLag,
    outboxDue,
    sockets: parts.sessions.count(),
    alerts: alertDetails.map(({ text }) => text),
    alertDetails,
  };
}
