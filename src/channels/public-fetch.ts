import { isPublicAddress } from "./public-address.ts";

/** An address that the server must not ask, or that leads to one. */
export class PrivateAddressError extends Error {
  override readonly name = "PrivateAddressError";
}

const redirectsMax = 5;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** What speaks for us; it goes to the origin that it was meant for, and not where that one points. */
const credentials = ["authorization", "cookie", "proxy-authorization"] as const;

/**
 * `fetch` to public addresses alone. Redirects of a GET are followed by hand and each address is judged anew, since a
 * public one may point to a private one; the answer to anything else is given as it is. Rejects with a
 * PrivateAddressError.
 */
export function publicFetch(trusted: readonly string[], fetcher: typeof fetch): typeof fetch {
  return async (input, init) => {
    let url = new URL(input instanceof Request ? input.url : input);
    const headers = new Headers(init?.headers);
    const follows = (init?.method ?? "GET") === "GET";
    for (let hops = 0; hops <= redirectsMax; hops += 1) {
      if (!isPublicAddress(url, trusted))
        throw new PrivateAddressError("The address is not one of the public internet.");
      const response = await fetcher(url.href, { ...init, headers, redirect: "manual" });
      const location = response.headers.get("location");
      if (!follows || !redirects.has(response.status) || location === null) return response;
      // What is not read would keep its connection, of which there are six.
      await response.body?.cancel();
      const next = new URL(location, url);
      if (next.origin !== url.origin) for (const name of credentials) headers.delete(name);
      url = next;
    }
    throw new TypeError("The address redirects too often.");
  };
}
