import type { Inbound, Posting } from "./inbound.ts";
import { shown } from "./media-shelf.ts";
import { messageSid } from "./twilio.ts";
import { inboundParams, twilioRequest } from "./twilio-webhook.ts";
import type { BusinessNumber, World } from "./world.ts";

/** Puts a customer's SMS on their phone and makes its webhook; null while nobody has said where messages go. */
export function recordSms(world: World, number: BusinessNumber, inbound: Inbound): Posting | null {
  const url = world.smsUrls.get(number.phoneNumberId);
  if (url === undefined) return null;
  const phone = inbound.from.replaceAll(/\D/g, "");
  const id = inbound.id ?? messageSid();
  const text = inbound.text ?? "";
  const type = inbound.type ?? "text";
  const file = inbound.content === undefined ? world.media.sent(type, inbound.media, null) : null;
  const chat = world.chat(number.phoneNumberId, { phone, userId: null, name: inbound.name ?? null });
  world.add(chat, {
    id,
    from: "customer",
    at: Date.now(),
    type,
    text: text === "" && type !== "text" ? `[${type}]` : text,
    quotes: null,
    tick: "sent",
    customerReaction: null,
    ...(file === null ? {} : { files: [shown(file)] }),
  });
  const content =
    inbound.content === undefined
      ? contentOf(type, file === null ? null : { url: world.media.address(file), mimeType: file.mimeType })
      : textsOf(inbound.content);
  const params = inboundParams(number, { id, from: `+${phone}`, text, content });
  return { id, request: twilioRequest(url, params, number) };
}

function contentOf(type: string, file: { url: string; mimeType: string } | null): Record<string, string> {
  if (file !== null) return { NumMedia: "1", MediaUrl0: file.url, MediaContentType0: file.mimeType };
  return type === "location" ? { Latitude: "52.52", Longitude: "13.405" } : {};
}

/** Parameters are text. */
function textsOf(content: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(content).map(([name, value]) => [name, String(value)]));
}
