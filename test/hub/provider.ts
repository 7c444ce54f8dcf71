import { expect, vi } from "vitest";
import type { Message } from "../../src/protocol/records.ts";
import type { TestOrg } from "./harness.ts";

/** WhatsApp as the hub's tests see it: what it answers, request by request, and what it was asked. */
export class TestProvider {
  answers: (() => Response | Promise<Response>)[] = [];
  asked: { url: string; method: string; body: Record<string, unknown> }[] = [];
  /** Pages of templates, of which the last is answered again and again. */
  templates: unknown[][] = [[]];

  install(): void {
    vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
      if (url.includes("/message_templates?")) return this.#templates(url);
      const body = JSON.parse(String(init.body)) as Record<string, unknown>;
      this.asked.push({ url, method: init.method ?? "GET", body });
      const answer = this.answers.shift();
      return answer === undefined ? accepted() : answer();
    });
  }

  get bodies(): Record<string, unknown>[] {
    return this.asked.map(({ body }) => body);
  }

  #templates(url: string): Response {
    const page = Number(new URL(url).searchParams.get("after") ?? 0);
    const next = page + 1 < this.templates.length ? { next: "more" } : {};
    return Response.json({ data: this.templates[page], paging: { cursors: { after: String(page + 1) }, ...next } });
  }
}

export function accepted(id = `wamid.${crypto.randomUUID()}`): Response {
  return Response.json({ messaging_product: "whatsapp", messages: [{ id }] });
}

export function refusal(httpStatus: number, code: number): Response {
  return Response.json({ error: { code, message: "refused", error_data: { details: "why" } } }, { status: httpStatus });
}

/** Waits for what follows a commit: a message's status. */
export async function settled(org: TestOrg, id: string, wanted: Message["status"]): Promise<Message> {
  let found: Message | undefined;
  await vi.waitFor(async () => {
    found = (await org.messages()).find((message) => message.id === id);
    expect(found?.status).toBe(wanted);
  });
  return found as Message;
}
