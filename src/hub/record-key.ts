import type { ParleyRecord, RecordKind } from "../protocol/records.ts";

/** A record's name: kind, id, and for what is one agent's alone that agent. As the journal lists it. */
export type RecordKey = readonly [kind: RecordKind, id: string, owner?: string];

/** Which of the hub's tables a kind lies in. */
export function tableOf(kind: RecordKind): "message" | "conversation" | "contact" | "lock" | "private" | "record" {
  switch (kind) {
    case "message":
    case "conversation":
    case "contact":
    case "lock":
      return kind;
    case "readMark":
    case "draft":
    case "mention":
      return "private";
    case "agent":
    case "channel":
    case "label":
    case "team":
    case "cannedResponse":
    case "macro":
    case "view":
    case "settings":
    case "count":
      return "record";
  }
}

/** The agent whose record this is and who alone may see it; a change holds one owner's records or everybody's. */
export function ownerOf(record: ParleyRecord): string | null {
  switch (record.kind) {
    case "readMark":
    case "draft":
    case "mention":
    case "view":
      return record.agentId;
    case "conversation":
    case "message":
    case "contact":
    case "lock":
    case "agent":
    case "channel":
    case "label":
    case "team":
    case "cannedResponse":
    case "macro":
    case "settings":
    case "count":
      return null;
  }
}
