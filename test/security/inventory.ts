import { app } from "../../src/http/app.ts";
import { type CallerName, audiences, orgRoutes, type Row } from "./policy.ts";

/** What there is: every route that the Worker serves, documented or not. */

const orgBase = "/api/orgs/:org";

/** `GET /conversations`: below an org's path; elsewhere the whole path. The auth library's have a list of their own. */
export function servedRoutes(): { readonly org: readonly string[]; readonly other: readonly string[] } {
  const names = new Set(
    app.routes
      .filter(({ method, path }) => method !== "ALL" && !path.startsWith("/api/auth/"))
      .map(({ method, path }) => `${method} ${path}`),
  );
  const isOfOrg = (name: string) => name.includes(` ${orgBase}/`) && name !== `GET ${orgBase}/realtime`;
  return {
    org: [...names].filter(isOfOrg).map((name) => name.replace(orgBase, "")),
    other: [...names].filter((name) => !isOfOrg(name)),
  };
}

export interface Route {
  /** As the policy names it. */
  readonly name: string;
  readonly method: string;
  /** Below the org's path, with its parameters. */
  readonly path: string;
  readonly row: Row;
}

export const routes: readonly Route[] = Object.entries(orgRoutes).map(([name, row]) => {
  const [method = "", path = ""] = name.split(" ");
  return { name, method, path, row };
});

export function mayPass(row: Pick<Row, "who">, caller: CallerName): boolean {
  return (audiences[row.who] as readonly CallerName[]).includes(caller);
}

/** A path with its parameters filled in. */
export function fill(path: string, value: (name: string) => string): string {
  return path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(value(name)));
}
