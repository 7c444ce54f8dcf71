import type { Config, DOMPurify } from "dompurify";
import { type Fold, foldPage, withMarks } from "./fold-page.ts";

/**
 * A customer's HTML made harmless: no script, no form, nothing from elsewhere unless it is asked for. It is shown in a
 * frame that could run none of it anyway (http/mail-frame.ts); this is the first of the two belts, and the one that
 * decides about pictures, by which a sender would learn that the mail was read, where and when.
 */
export interface Sanitising {
  /** Whether pictures of other sites are fetched. */
  readonly showsImages: boolean;
  /** Addresses (`data:`) of the mail's own pictures, by their Content-ID. */
  readonly inline: ReadonlyMap<string, string>;
  /** What is history in it, and what the control that shows it is called. */
  readonly folds?: readonly Fold[];
  readonly foldLabel?: string;
}

export interface SanitisedMail {
  readonly html: string;
  /** How many pictures of other sites were left out. */
  readonly hiddenImages: number;
}

const config: Config = {
  USE_PROFILES: { html: true },
  // Of what HTML has: style sheets can fetch and cover, the rest asks for input, embeds, or leads the frame elsewhere.
  FORBID_TAGS: [
    "style",
    "link",
    "meta",
    "base",
    "title",
    "template",
    "noscript",
    "dialog",
    "form",
    "input",
    "button",
    "textarea",
    "select",
    "option",
    "optgroup",
    "datalist",
    "fieldset",
    "label",
    "iframe",
    "frame",
    "frameset",
    "object",
    "embed",
    "audio",
    "video",
    "source",
    "track",
    "picture",
    "canvas",
    "map",
    "area",
    "marquee",
    "slot",
  ],
  FORBID_ATTR: [
    "srcset",
    "background",
    "poster",
    "ping",
    "id",
    "name",
    "class",
    "is",
    "slot",
    "for",
    "usemap",
    "ismap",
  ],
  ALLOW_DATA_ATTR: false,
  // Asked of every attribute's value, so that what has no scheme passes; links and pictures are judged below.
  ALLOWED_URI_REGEXP:
    /^(?:https?:|mailto:|tel:|cid:|data:image\/(?:png|jpe?g|gif|webp)[;,]|[^a-z]|[a-z+.-]+(?:[^a-z+.:-]|$))/i,
  WHOLE_DOCUMENT: false,
};

/** `purify` is used for this call alone: its hooks are taken off again. */
export function sanitiseMail(purify: DOMPurify, html: string, given: Sanitising): SanitisedMail {
  const { showsImages, inline, folds = [], foldLabel = "" } = given;
  let hiddenImages = 0;
  purify.addHook("afterSanitizeAttributes", (element) => {
    restyle(element);
    if (element.tagName === "A") relink(element);
    // Without one a screen reader reads the address out.
    if (element.tagName === "IMG" && !element.hasAttribute("alt")) element.setAttribute("alt", "");
    if (element.tagName === "IMG" && !repicture(element, showsImages, inline)) hiddenImages += 1;
  });
  try {
    // Not to be guessed, so that no mail can have marks of its own.
    const mark = crypto.randomUUID();
    const marked = folds.length === 0 ? null : withMarks(html, folds, mark);
    if (marked === null) return { html: purify.sanitize(html, config), hiddenImages };
    const body = purify.sanitize(marked, { ...config, RETURN_DOM: true }) as HTMLElement;
    foldPage(body, folds.length, mark, foldLabel);
    return { html: body.innerHTML, hiddenImages };
  } finally {
    purify.removeHooks("afterSanitizeAttributes");
  }
}

/** Links open beside the page, which the other site can neither see nor steer. */
function relink(element: Element): void {
  const href = element.getAttribute("href")?.trim() ?? "";
  if (!/^(?:https?:|mailto:|tel:)/i.test(href)) return element.removeAttribute("href");
  element.setAttribute("target", "_blank");
  element.setAttribute("rel", ["noopener", "noreferrer", "nofollow"].join(" "));
}

/** Pictures in the text itself: those without a language of their own, as SVG has. */
const drawnData = /^data:image\/(?:png|jpe?g|gif|webp)[;,]/i;

/** False when a picture of another site was left out. */
function repicture(element: Element, showsImages: boolean, inline: ReadonlyMap<string, string>): boolean {
  const source = element.getAttribute("src")?.trim() ?? "";
  if (/^data:/i.test(source)) {
    if (!drawnData.test(source)) element.removeAttribute("src");
    return true;
  }
  if (/^cid:/i.test(source)) {
    const own = pictureOf(decoded(source.slice("cid:".length)), inline);
    if (own === undefined || !drawnData.test(own)) element.removeAttribute("src");
    else element.setAttribute("src", own);
    return true;
  }
  if (showsImages && /^https?:/i.test(source)) {
    element.setAttribute("referrerpolicy", "no-referrer");
    return true;
  }
  element.removeAttribute("src");
  return !/^(?:https?:)?\/\//i.test(source);
}

/** Declarations that fetch, run, or lay something over the rest. An escape could hide any of them. */
const badDeclaration =
  /url\s*\(|image-set|image\s*\(|cross-fade|element\s*\(|expression|behaviou?r|-moz-binding|\\|@|position\s*:\s*(?:fixed|sticky)/i;

function restyle(element: Element): void {
  const style = element.getAttribute("style");
  if (style === null) return;
  const kept = style
    .replaceAll(/\/\*.*?(?:\*\/|$)/gs, "")
    .split(";")
    .filter((declaration) => declaration.trim() !== "" && !badDeclaration.test(declaration));
  if (kept.length === 0) element.removeAttribute("style");
  else element.setAttribute("style", kept.join(";"));
}

/** Mailers write a picture's name in brackets, or in another case than the part's own. */
function pictureOf(name: string, inline: ReadonlyMap<string, string>): string | undefined {
  const bare = name.trim().replace(/^<|>$/g, "");
  const isIt = (contentId: string): boolean => contentId.toLowerCase() === bare.toLowerCase();
  return inline.get(bare) ?? Array.from(inline).find(([contentId]) => isIt(contentId))?.[1];
}

function decoded(contentId: string): string {
  try {
    return decodeURIComponent(contentId);
  } catch {
    return contentId;
  }
}
