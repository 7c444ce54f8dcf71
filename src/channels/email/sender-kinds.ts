import type { Headers } from "./automatic.ts";
import type { Person } from "./people.ts";

/** Names that forms, shops and servers write under: whoever uses one is a program that writes for somebody else. */
const programNames: ReadonlySet<string> = new Set(
  `noreply donotreply dontreply nepasrepondre nereponds nichtantworten keineantwort noresponder naoresponda nonrispondere
  antwortenichtmoglich form forms formular kontaktformular formulaire formulario contactform contactus webform webforms
  formsubmit formsubmission formsubmissions submission submissions formresponse formresponses wordpress mailer
  phpmailer notification notifications notify notifier benachrichtigung automated automatic automail wwwdata apache
  httpd nginx nobody root daemon cron wwwrun system`.split(/\s+/),
);

/** True for an address that nobody reads: `no-reply@`, `contact-form@`, `wordpress@`, `www-data@`. */
export function isProgram({ address }: Person): boolean {
  const [local = ""] = address.split("@");
  const parts = local.replace(/\+.*/, "").split(/[._-]+/);
  // `no-reply` and `do.not.reply` are one word in several parts.
  return parts.some((_, from) => [1, 2, 3].some((count) => programNames.has(parts.slice(from, from + count).join(""))));
}

/** True for a mail that a site's script made. Its From is the site's, whatever it is called. */
export function isMadeByScript(headers: Headers): boolean {
  if (["x-php-originating-script", "x-php-script", "x-wpcf7-content-type"].some((name) => headers(name) !== undefined))
    return true;
  return /\b(?:phpmailer|wp ?mail|wordpress|drupal|joomla|contact form)/i.test(headers("x-mailer") ?? "");
}

/**
 * True for a mail that a list sends out under its own address, since the author's domain forbids it to use that one:
 * "Rosa via Buyers <buyers@lists.test>".
 */
export function isGroup(headers: Headers, from: Person): boolean {
  const isList = ["list-id", "list-post", "x-google-group-id", "mailing-list"].some(
    (name) => headers(name) !== undefined,
  );
  return isList && (viaWord.test(from.name ?? "") || headers("x-original-from") !== undefined);
}

/** "'Rosa Iyer' via Buyers" is Rosa Iyer; null when nothing is left. */
export function nameBeforeVia(name: string | null): string | null {
  const [before = ""] = (name ?? "").split(viaWord);
  return before === name ? null : before.replace(/^['"‘“]+|['"’”]+$/gu, "").trim() || null;
}

const viaWord = /\s+(?:via|über|par|por|tramite)\s+(?=\S)/iu;
