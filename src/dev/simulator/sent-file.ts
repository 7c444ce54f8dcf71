import { shown } from "./media-shelf.ts";
import type { World } from "./world.ts";

/** A provider fetches what is sent by its address, and the phone shows what has come. Nothing waits for it. */
export function fetchSent(world: World, messageId: string, addresses: readonly unknown[]): void {
  for (const address of addresses) if (typeof address === "string") void fetchOne(world, messageId, address);
}

async function fetchOne(world: World, messageId: string, address: string): Promise<void> {
  const response = await fetch(address).catch(() => null);
  if (response?.ok !== true) return;
  // A stack that is stopped breaks it off in the middle.
  const body = await response.arrayBuffer().catch(() => null);
  if (body === null) return;
  const bytes = new Uint8Array(body);
  const mimeType = response.headers.get("content-type") ?? "application/octet-stream";
  const filename = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1] ?? null;
  world.attach(messageId, shown(world.media.put({ bytes, mimeType, filename }, null)));
}
