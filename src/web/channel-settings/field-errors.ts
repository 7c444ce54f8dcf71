import type { ChannelType } from "../../protocol/records.ts";
import type { Failure } from "../api.ts";
import { channelConnect as words } from "../messages/en/channel-connect.ts";
import { t } from "../messages/t.ts";
import type { ConnectField } from "./connect-fields.ts";
import { refusedByProvider } from "./health-words.ts";

/** What is wrong, by the names of fields; "" for what belongs to none of them. */
export type FieldErrors = Readonly<Record<string, string>>;

/** Required fields that are empty. */
export function missing(fields: readonly ConnectField[], values: Readonly<Record<string, string>>): FieldErrors {
  const empty = fields.filter(({ name, isOptional }) => isOptional !== true && (values[name] ?? "") === "");
  return Object.fromEntries(empty.map(({ name }) => [name, t(words.required)]));
}

/** A refusal, beside the fields that it is about where it names them. */
export function errorsOf(failure: Failure, fields: readonly ConnectField[], channel: ChannelType): FieldErrors {
  const known = new Map(fields.map((field) => [field.name, field]));
  const wrong = wrongPaths(failure).flatMap((path) => known.get(path) ?? []);
  if (wrong.length > 0) return Object.fromEntries(wrong.map(({ name, error }) => [name, error]));
  const field = failure.details?.["field"];
  const place = typeof field === "string" && known.has(field) ? field : "";
  const said = refusedByProvider(failure, channel) ?? (failure.code === "conflict" ? t(words.taken) : null);
  return { [place]: said ?? failure.message };
}

function wrongPaths({ code, details = {} }: Failure): string[] {
  const { issues } = details;
  if (code !== "invalid" || !Array.isArray(issues)) return [];
  return issues.map((issue: { path?: unknown } | null) => String(issue?.path ?? ""));
}
