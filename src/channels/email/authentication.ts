import type { Header } from "./headers.ts";
import { isAligned } from "./organisation.ts";

/**
 * Whether the receiving server found that a mail comes from the domain that its From names. `unknown` where it does
 * not say, or where nothing speaks for the mail or against it.
 */
export type Authentication = "passed" | "failed" | "unknown";

/** Cloudflare Email Routing's name for itself in what it adds (RFC 8601 "authserv-id"). */
const receiver = "mx.cloudflare.net";

/** Whose word about an earlier server's check is believed, when the receiver has found the chain of seals whole (RFC 8617). */
const trustedSealers: ReadonlySet<string> = new Set(["google.com", "messagingengine.com", "cloudflare-email.net"]);

/**
 * Headers are added at the top, so only the topmost result can be the receiver's; those below are the sender's to
 * write. `from` is null where a mail has several authors, for which no check stands.
 */
export function authenticationOf(headers: readonly Header[], from: string | null): Authentication {
  const topmost = headers.find(({ key }) => key === "authentication-results" || key === "arc-authentication-results");
  const results = topmost === undefined ? null : resultsIn(topmost.value);
  if (results === null || results.server !== receiver || from === null) return "unknown";
  const verdict = verdictOf(results.found, from);
  return verdict !== "passed" && isSealedByTrusted(headers, results.found, from) ? "passed" : verdict;
}

interface Result {
  readonly method: string;
  readonly result: string;
  /** `header.from`, `smtp.mailfrom`… in lower case. */
  readonly properties: ReadonlyMap<string, string>;
}

function verdictOf(found: readonly Result[], from: string): Authentication {
  const dmarc = found.filter(({ method }) => method === "dmarc");
  if (dmarc.some(({ result }) => result === "fail")) return "failed";
  // A sender can lengthen the receiver's last header by beginning with a folded line, so two answers are none.
  const isAboutFrom = ({ properties }: Result) => isAligned(properties.get("header.from") ?? from, from);
  if (dmarc.length > 0 && dmarc.every((one) => one.result === "pass" && isAboutFrom(one))) return "passed";
  if (dmarc.some(({ result }) => result !== "none")) return "unknown";
  // A domain without a policy: what DMARC would have asked.
  const isProven = found.some(({ method, result, properties }) => {
    const domain =
      method === "dkim"
        ? (properties.get("header.d") ?? properties.get("header.i"))
        : method === "spf"
          ? properties.get("smtp.mailfrom")
          : undefined;
    return result === "pass" && domain !== undefined && isAligned(domain.slice(domain.lastIndexOf("@") + 1), from);
  });
  return isProven ? "passed" : "unknown";
}

/** A forwarder breaks the checks; when it is one that is trusted, its own check of the mail as it came counts. */
function isSealedByTrusted(headers: readonly Header[], found: readonly Result[], from: string): boolean {
  if (!found.some(({ method, result }) => method === "arc" && result === "pass")) return false;
  const seals = headers.filter(({ key }) => key === "arc-seal").map(({ value }) => tagIn(value, "d"));
  if (seals.length === 0 || !seals.every((domain) => domain !== null && trustedSealers.has(domain))) return false;
  const first = headers.filter(({ key, value }) => key === "arc-authentication-results" && tagIn(value, "i") === "1");
  const [only, another] = first;
  return only !== undefined && another === undefined && verdictOf(resultsIn(only.value).found, from) === "passed";
}

function tagIn(value: string, name: string): string | null {
  return new RegExp(`(?:^|;)\\s*${name}=([^;\\s]+)`, "i").exec(value)?.[1]?.toLowerCase() ?? null;
}

function resultsIn(value: string): { readonly server: string; readonly found: readonly Result[] } {
  const [first = "", ...rest] = withoutComments(value)
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  // ARC's begins with its place in the chain.
  const [server = "", ...parts] = /^i=\d+$/.test(first) ? rest : [first, ...rest];
  return { server: server.split(/\s/)[0] ?? "", found: parts.flatMap(resultIn) };
}

function resultIn(part: string): Result[] {
  const [, method = "", result = ""] = /^([a-z0-9-]+)(?:\s*\/\s*\d+)?\s*=\s*([a-z]+)/.exec(part) ?? [];
  if (method === "") return [];
  const pairs = Array.from(part.matchAll(/([a-z0-9-]+\.[a-z0-9-]+)\s*=\s*"?([^\s"]+)"?/g));
  return [{ method, result, properties: new Map(pairs.map(([, name = "", of = ""]) => [name, of])) }];
}

/** Comments hold free text, which could look like a result; so could quoted strings, of which none is read here. */
function withoutComments(value: string): string {
  let depth = 0;
  let quoted = false;
  let kept = "";
  for (let at = 0; at < value.length; at += 1) {
    const one = value.charAt(at);
    if (one === "\\") {
      at += 1;
    } else if (depth === 0 && one === '"') {
      quoted = !quoted;
    } else if (!quoted && one === "(") {
      depth += 1;
    } else if (!quoted && depth > 0 && one === ")") {
      depth -= 1;
    } else if (depth === 0) {
      kept += quoted && (one === ";" || one === "=") ? " " : one;
    }
  }
  return kept;
}
