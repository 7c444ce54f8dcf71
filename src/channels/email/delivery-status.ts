import type { DeliveryError } from "../../protocol/records.ts";
import { mailAddress } from "./address.ts";
import { deliveryError } from "./errors.ts";

/** What became of a mail for one of those whom it was for. */
export interface RecipientReport {
  readonly action: "failed" | "delayed" | "delivered";
  /** How the report names them: as it was sent, and as it came out. Empty where it names nobody. */
  readonly recipients: readonly string[];
  readonly error: DeliveryError;
}

/** More recipients than a mail of ours can have are none of ours. */
const recipientsMax = 100;

/** RFC 3464: a block for the mail, then one for each recipient. Servers leave out what they like, blank lines too. */
export function recipientReports(text: string): RecipientReport[] {
  const blocks = text
    .replace(/\r\n?/g, "\n")
    .replace(/\n[ \t]+(?=\S)/g, " ")
    .split(/\n\s*\n/)
    .map(fieldsOf);
  const about = blocks.filter((fields) => fields.has("final-recipient") || fields.has("original-recipient"));
  const told = about.length > 0 ? about : blocks.filter((fields) => fields.has("action") || fields.has("status"));
  return told.slice(0, recipientsMax).map(reportOf);
}

/** `5.1.1` (RFC 3463) in words, with what the other server said, which has the code where `status` is not told. */
export function diagnosed(status: string | null, diagnostic: string): DeliveryError {
  const code = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(status ?? diagnostic)?.[0] ?? "bounced";
  return deliveryError(code, diagnostic);
}

/** Fields of a block; of a name that comes twice the first. */
function fieldsOf(block: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of block.split("\n")) {
    const [, name = "", value = ""] = /^([\w-]+)\s*:\s*(.*)$/.exec(line) ?? [];
    const key = name.toLowerCase();
    if (key !== "" && !fields.has(key)) fields.set(key, value.trim());
  }
  return fields;
}

function reportOf(fields: ReadonlyMap<string, string>): RecipientReport {
  const status = fields.get("status") ?? null;
  const diagnostic = (fields.get("diagnostic-code") ?? "").replace(/^\s*(?:smtp|lmtp|x-[\w-]+)\s*;\s*/i, "");
  const named = ["original-recipient", "final-recipient"].map((name) => addressOf(fields.get(name)));
  return {
    action: actionOf(fields.get("action"), status ?? diagnostic),
    recipients: [...new Set(named.filter((address) => address !== null))],
    error: diagnosed(status, diagnostic),
  };
}

/** `rfc822; mia@example.com`, with or without brackets. */
function addressOf(value: string | undefined): string | null {
  return mailAddress(value?.replace(/^[\w-]+\s*;/, ""));
}

/** Where no action is told, a code that begins with 4 says that it is tried again. */
function actionOf(action: string | undefined, status: string): RecipientReport["action"] {
  switch (action?.toLowerCase().match(/[a-z]+/)?.[0]) {
    case "delivered":
    case "relayed":
    case "expanded":
      return "delivered";
    case "delayed":
      return "delayed";
    case "failed":
      return "failed";
    default: {
      const [, first] = /\b([245])\.\d{1,3}\.\d{1,3}\b/.exec(status) ?? [];
      return first === "2" ? "delivered" : first === "4" ? "delayed" : "failed";
    }
  }
}
