import { type Context, Hono } from "hono";
import { Buffer } from "node:buffer";
import * as v from "valibot";
import { customerMails, type CustomerMailParts, CustomerMailSchema } from "./customer-mail.ts";
import type { Delivery } from "./delivery.ts";
import type { TextRecords } from "./dns.ts";
import { callbackFaults, type Faults, mediaFaults, sendFaults } from "./faults.ts";
import { customerWrites } from "./inbound.ts";
import type { RequestLog } from "./request-log.ts";
import { simulatedChannels, type World } from "./world.ts";

/** `/control`: the simulator's remote control, for tests and scripts (CONTRACT "The simulator"). */

const channel = v.picklist(simulatedChannels);

/** A phone number with or without `+`, or a business-scoped user id of the form `CC.…`. */
const isPhoneOrUserId = /^(\+?[\d ()-]{5,20}|[A-Z]{2}\.[\w.-]+)$/;

const InboundFields = v.object({
  channel: v.optional(channel, "whatsapp"),
  from: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)),
  userId: v.optional(v.string()),
  name: v.optional(v.string()),
  phoneNumberId: v.optional(v.string()),
  type: v.optional(v.string()),
  text: v.optional(v.string()),
  quotes: v.optional(v.string()),
  emoji: v.optional(v.string()),
  id: v.optional(v.string()),
  timestamp: v.optional(v.pipe(v.string(), v.isoTimestamp())),
  /** The file of a picture, recording, film, document or sticker; a sample when it is left out. */
  media: v.optional(
    v.pipe(
      v.object({
        base64: v.pipe(v.string(), v.base64()),
        mimeType: v.string(),
        filename: v.optional(v.nullable(v.string()), null),
      }),
      v.transform(({ base64, mimeType, filename }) => ({
        bytes: Uint8Array.from(Buffer.from(base64, "base64")),
        mimeType,
        filename,
      })),
    ),
  ),
  content: v.optional(v.record(v.string(), v.unknown())),
});

export const InboundSchema = v.pipe(
  InboundFields,
  v.check(
    (inbound) => inbound.channel === "instagram" || isPhoneOrUserId.test(inbound.from),
    "from must be a phone number or a user id CC.…",
  ),
);

const FaultSchema = v.object({
  channel: v.optional(v.picklist([...simulatedChannels, "email"]), "whatsapp"),
  kind: v.picklist([...sendFaults, ...callbackFaults, ...mediaFaults]),
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
});

/** The TXT records of a name; none takes them away. */
const DnsSchema = v.object({ name: v.string(), texts: v.array(v.string()) });

interface ControlParts extends CustomerMailParts {
  readonly world: World;
  readonly delivery: Delivery;
  readonly faults: Faults;
  readonly dns: TextRecords;
  readonly log: RequestLog;
}

export function control(parts: ControlParts): Hono {
  return new Hono()
    .get("/sent", (c) => c.json({ items: parts.log.since(Number(c.req.query("since") ?? 0)) }))
    .get("/mail", (c) => c.json({ items: parts.mailbox.list(c.req.query("to")) }))
    .post("/dns", async (c) => {
      const record = v.safeParse(DnsSchema, await json(c));
      if (!record.success) return c.json({ message: v.summarize(record.issues) }, 400);
      const { name, texts } = record.output;
      parts.dns.set(name.toLowerCase(), texts);
      return c.json({ name, texts });
    })
    .get("/faults", (c) => c.json({ items: parts.faults.list() }))
    .delete("/faults", (c) => {
      parts.faults.clear();
      return c.json({ items: [] });
    })
    .post("/faults", async (c) => {
      const fault = v.safeParse(FaultSchema, await json(c));
      if (!fault.success) return c.json({ message: v.summarize(fault.issues) }, 400);
      parts.faults.add(fault.output);
      return c.json({ items: parts.faults.list() });
    })
    .post("/inbound", async (c) => {
      const body = await json(c);
      if (isMail(body)) return inboundMail(c, parts, body);
      const inbound = v.safeParse(InboundSchema, body);
      if (!inbound.success) return c.json({ message: v.summarize(inbound.issues) }, 400);
      const result = await customerWrites(parts, inbound.output);
      if (result === null)
        return c.json({ message: "No such business number, or nobody has said where its messages go." }, 404);
      return c.json(result);
    });
}

function isMail(body: unknown): boolean {
  return typeof body === "object" && body !== null && "channel" in body && body.channel === "email";
}

async function inboundMail(c: Context, parts: CustomerMailParts, body: unknown): Promise<Response> {
  const mail = v.safeParse(CustomerMailSchema, body);
  if (!mail.success) return c.json({ message: v.summarize(mail.issues) }, 400);
  const result = await customerMails(parts, mail.output);
  return result === null ? c.json({ message: "No channel has a mail address." }, 404) : c.json(result);
}

/** The body as JSON whatever its content type says; undefined when it is none. */
async function json(c: Context): Promise<unknown> {
  try {
    return JSON.parse(await c.req.text());
  } catch {
    return undefined;
  }
}
