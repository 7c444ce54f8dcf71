/**
 * What providers answer to the questions that connecting a channel asks: that the token is good and the number its own. Null
 * for any other request.
 */
export function checkAnswer(method: string, address: string): object | null {
  if (method !== "GET" || !URL.canParse(address)) return null;
  const { hostname, pathname, searchParams } = new URL(address);
  const id = decodeURIComponent(pathname.split("/").at(-1) ?? "");
  const asked = searchParams.get("fields")?.split(",") ?? [];
  switch (hostname) {
    case "graph.test":
      if (pathname.endsWith("/subscribed_apps")) return { data: [{}] };
      return asked.includes("display_phone_number") ? { id, display_phone_number: id, status: "CONNECTED" } : null;
    case "instagram.test":
      if (pathname.endsWith("/subscribed_apps")) return { data: [{ subscribed_fields: ["messages"] }] };
      return asked.includes("user_id") ? { id, user_id: id } : null;
    case "twilio.test":
      if (pathname.endsWith("/IncomingPhoneNumbers.json"))
        return { incoming_phone_numbers: [{ phone_number: searchParams.get("PhoneNumber") }] };
      return /\/Accounts\/\w+\.json$/.test(pathname) ? { status: "active" } : null;
    case "mail.test":
      return pathname === "/domains" ? { data: [] } : null;
    case "dns.test":
      return { Status: 3 };
    default:
      return null;
  }
}

/** A `fetch` for tests that answers those by itself, and leaves the others to `answer`. */
export function withChecks(
  answer: (url: string, init: RequestInit | undefined) => Response | Promise<Response>,
): typeof fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const known = checkAnswer(init?.method ?? (input instanceof Request ? input.method : "GET"), url);
    return known === null ? answer(url, init) : Response.json(known);
  };
}
