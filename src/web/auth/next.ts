import { useSearchParams } from "wouter";

/** Where to go after signing in. Only a path of this origin: a link must not send people elsewhere with it. */
export function localPath(next: string | null): string {
  if (next === null) return "/";
  const url = URL.parse(next, location.origin);
  return url === null || url.origin !== location.origin ? "/" : url.pathname + url.search;
}

/** The `?next=…` of this page, to hand on to the next one; "" when there is none. */
export function useCarriedNext(): string {
  const [search] = useSearchParams();
  const next = search.get("next");
  return next === null ? "" : `?next=${encodeURIComponent(next)}`;
}

/** The secret of the invitation to which the way leads, if it leads to one. */
export function invitationIn(next: string | null): string | null {
  if (next === null) return null;
  const url = URL.parse(next, location.origin);
  return url?.pathname === "/accept-invitation" ? url.searchParams.get("id") : null;
}
