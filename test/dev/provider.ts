/** How the tests of the simulator speak to it: as Parley does to Meta, and as scripts do. */

export const number = {
  channel: "whatsapp" as const,
  phoneNumberId: "1000000000001",
  wabaId: "2000000000001",
  displayNumber: "+12025550100",
  name: "Acme",
  accessToken: "token",
};

export const text = { messaging_product: "whatsapp", to: "+12025550123", type: "text", text: { body: "Hello" } };

interface SendAnswer {
  messages?: { id: string }[];
  success?: boolean;
  error?: { code: number; error_subcode?: number; error_data: { details: string } };
}

/** `POST /{phone-number-id}/messages`, as the test's number unless told otherwise. */
export async function send(
  simulator: { readonly url: string },
  body: unknown,
  options: { id?: string; token?: string; signal?: AbortSignal } = {},
) {
  const response = await fetch(`${simulator.url}/v25.0/${options.id ?? number.phoneNumberId}/messages`, {
    method: "POST",
    headers: { authorization: `Bearer ${options.token ?? number.accessToken}`, "content-type": "application/json" },
    body: JSON.stringify(body),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  return { status: response.status, body: (await response.json()) as SendAnswer };
}

/** `/control/{path}`. */
export async function control(
  simulator: { readonly url: string },
  path: string,
  body?: unknown,
  method = body === undefined ? "GET" : "POST",
) {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await fetch(`${simulator.url}/control/${path}`, init);
  return {
    status: response.status,
    body: (await response.json()) as Record<string, unknown> & { items: Record<string, unknown>[] },
  };
}
