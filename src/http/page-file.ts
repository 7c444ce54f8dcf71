import type { Env } from "../env.ts";
import { notFoundProblem } from "./problem.ts";

/**
 * A file of the page, named by its content. What is not there is answered by the assets with the page itself, for
 * addresses such as `/o/company`: here that is a 404, which nobody keeps.
 */
export async function pageFile(request: Request, env: Env): Promise<Response> {
  const answer = await env.ASSETS.fetch(request);
  if (!answer.headers.get("content-type")?.startsWith("text/html")) return answer;
  await answer.body?.cancel();
  const missing = notFoundProblem();
  missing.headers.set("cache-control", "no-store");
  missing.headers.set("x-content-type-options", "nosniff");
  return missing;
}
