import { createHash } from "node:crypto";
import { toJsonSchema } from "@valibot/to-json-schema";
import { expect, test } from "vitest";
import { commandPayloads } from "../../src/protocol/commands.ts";
import { eventPayloads } from "../../src/protocol/events.ts";
import { CommandFrameSchema, HelloSchema } from "../../src/protocol/frames.ts";
import { RecordSchema } from "../../src/protocol/records.ts";
import { rejectionStatus } from "../../src/protocol/rejections.ts";
import { protocolVersion } from "../../src/protocol/version.ts";

/**
 * During a deployment old and new code talk to each other for minutes. A change of the wire shows here; see
 * that the previous version can live with it (fields and events may be added), or raise `protocolVersion`.
 */
test("B6: the wire is the one that this protocol version promises", () => {
  const schema = (of: Parameters<typeof toJsonSchema>[0]) => toJsonSchema(of, { errorMode: "ignore" });
  const wire = {
    commands: Object.entries(commandPayloads).map(([name, payload]) => [name, schema(payload)]),
    events: Object.entries(eventPayloads).map(([name, payload]) => [name, schema(payload)]),
    frames: [schema(HelloSchema), schema(CommandFrameSchema)],
    records: schema(RecordSchema),
    rejections: rejectionStatus,
  };
  const fingerprint = createHash("sha256").update(JSON.stringify(wire)).digest("hex").slice(0, 16);
  expect({ protocolVersion, fingerprint }).toEqual({ protocolVersion: 1, fingerprint: "770b46a819433c8b" });
});

test("B2: events are category:action, and every command's word has its past participle", () => {
  for (const name of [...Object.keys(eventPayloads), ...Object.keys(commandPayloads)])
    expect(name).toMatch(/^[a-z]+:[a-z_]+$/);
});
