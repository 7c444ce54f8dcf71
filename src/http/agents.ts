import { AgentSchema } from "../protocol/records.ts";
import { smallRoutes } from "./small-routes.ts";

/** `/agents`: the people of the team. */

export const agentRoutes = smallRoutes({
  kind: "agent",
  path: "/agents",
  param: "agentId",
  tag: "Agents",
  name: "Agent",
  noun: "agent",
  summary: "The people of the team",
  schema: AgentSchema,
});
