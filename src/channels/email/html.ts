/** Addresses that stand in for a mail's links, and of the picture that tells of its opening. */
export interface Tracker {
  link(url: string): Promise<string>;
  pixel(): Promise<string>;
}

/** Longer addresses go as they are: some mail programs cut what follows. */
const trackedUrlLength = 1_800;

/**
 * What an agent wrote as HTML: the same words, and its links can be clicked. `tracker` is null where mail is not
 * tracked. The text part always has the addresses themselves.
 */
export async function htmlOf(text: string, tracker: Tracker | null): Promise<string> {
  const parts = await Promise.all(
    text
      .split(/(https?:\/\/[^\s<>"']+)/i)
      .map((part, index) => (index % 2 === 0 ? escaped(part) : linked(part, tracker))),
  );
  const body = parts.join("").replaceAll("\n", "<br>\n");
  const pixel = tracker === null ? "" : `<img src="${escaped(await tracker.pixel())}" width="1" height="1" alt="">`;
  return `<!doctype html><html><head><meta charset="utf-8"></head><body><div>${body}</div>${pixel}</body></html>`;
}

async function linked(found: string, tracker: Tracker | null): Promise<string> {
  // What ends a sentence is not the address's.
  const url = found.replace(/[.,;:!?)\]}*_]+$/, "");
  const isLink = URL.canParse(url);
  const target = tracker !== null && isLink && url.length <= trackedUrlLength ? await tracker.link(url) : url;
  const link = isLink ? `<a href="${escaped(target)}">${escaped(url)}</a>` : escaped(url);
  return link + escaped(found.slice(url.length));
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
