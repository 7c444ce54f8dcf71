import { joined, type Structure, structures, text, webAddress, word } from "./read.ts";

/** A post, reel or story that somebody shows. */
export interface Share {
  readonly kind: string;
  readonly title: string;
  /** Where it can be looked at; "" where only its file was sent. */
  readonly url: string;
}

/** One panel of what a program has sent: a picture's words and the buttons below it. */
export interface Panel {
  readonly title: string;
  readonly detail: string;
  readonly url: string;
  readonly buttons: readonly PanelButton[];
}

export interface PanelButton {
  readonly title: string;
  readonly url: string;
}

export function sharesOf(content: Structure | null): Share[] {
  return structures(content?.["shares"]).map(({ kind, title, url }) => ({
    kind: word(kind),
    title: text(title),
    url: webAddress(url),
  }));
}

export function shareLines(content: Structure | null): string[] {
  return sharesOf(content).flatMap(({ title, url }) => [title, isPage(url) ? url : ""]);
}

/** Where people look at it: an address on a server for files is signed, and leads nowhere after a while. */
function isPage(url: string): boolean {
  return (
    url !== "" &&
    !/^https?:\/\/(?:lookaside|scontent|cdn|video)[\w.-]*\./i.test(url) &&
    !/[?&](?:signature|oh|asset_id)=/i.test(url)
  );
}

export function panelsOf(content: Structure | null): Panel[] {
  return structures(content?.["panels"]).map(({ title, detail, url, buttons }) => ({
    title: text(title),
    detail: text(detail),
    url: webAddress(url),
    buttons: structures(buttons).map((button) => ({ title: word(button["title"]), url: webAddress(button["url"]) })),
  }));
}

export function panelLines(content: Structure | null): string[] {
  return panelsOf(content).flatMap(({ title, detail, url, buttons }) => [
    title,
    detail,
    url,
    ...buttons.map((button) => joined([button.title, button.url], ": ")),
  ]);
}
