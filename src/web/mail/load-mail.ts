/** A mail's HTML and its own pictures, from the org's files. */
export interface LoadedMail {
  readonly html: string;
  /** `data:` addresses by Content-ID: the frame that shows them has no origin, and so no cookie to fetch them with. */
  readonly inline: ReadonlyMap<string, string>;
}

/** Larger pictures are left to the attachments' list of the original; an address this long slows every page. */
const pictureBytes = 3 * 1024 * 1024;

/** Rejects when the HTML cannot be loaded; a picture that cannot is left out. */
export async function loadMail(
  orgId: string,
  parts: { readonly html: string; readonly inline: ReadonlyMap<string, string> },
  signal: AbortSignal,
): Promise<LoadedMail> {
  const response = await fetch(mediaUrl(orgId, parts.html), { signal });
  if (!response.ok) throw new Error(`The mail was answered ${response.status}.`);
  const html = await response.text();
  const pictures = await Promise.all(
    [...parts.inline].map(async ([cid, id]) => [cid, await pictureOf(orgId, id, signal)] as const),
  );
  return { html, inline: new Map(pictures.flatMap(([cid, url]) => (url === null ? [] : [[cid, url]]))) };
}

async function pictureOf(orgId: string, id: string, signal: AbortSignal): Promise<string | null> {
  const response = await fetch(mediaUrl(orgId, id), { signal }).catch(() => null);
  if (response === null || !response.ok) return null;
  const picture = await response.blob();
  if (!/^image\/(?:png|jpeg|gif|webp)$/.test(picture.type) || picture.size > pictureBytes) return null;
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(String(reader.result)));
    reader.addEventListener("error", () => resolve(null));
    reader.readAsDataURL(picture);
  });
}

function mediaUrl(orgId: string, id: string): string {
  return `/api/orgs/${encodeURIComponent(orgId)}/media/${encodeURIComponent(id)}`;
}
