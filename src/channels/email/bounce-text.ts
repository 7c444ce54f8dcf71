import { mailAddress } from "./address.ts";
import { type Headers, isDaemon } from "./automatic.ts";
import { diagnosed, type RecipientReport } from "./delivery-status.ts";

/** A notice that says in words alone what became of a mail (qmail, Exim, Exchange, some appliances). */
export interface Notice {
  readonly headers: Headers;
  readonly from: string | null;
  readonly subject: string;
  readonly text: string;
}

const textMax = 100_000;

/** Null for what is no such notice: a person's words, or a machine's about something else. */
export function bounceInWords({ headers, from, subject, text }: Notice): RecipientReport | null {
  const failed = headers("x-failed-recipients");
  if (failed === undefined && !isDaemon(headers, from)) return null;
  const said = noticeOf(text.slice(0, textMax));
  const all = `${subject}\n${said}`;
  const isFinal = failed !== undefined || finalCode.test(all) || finalWords.test(all);
  const isDelay = delayWords.test(all) && !finalCode.test(all);
  if (!isFinal && !isDelay) return null;
  return {
    action: isDelay ? "delayed" : "failed",
    recipients: addressesIn(failed ?? said),
    error: diagnosed(null, diagnosticOf(said)),
  };
}

const finalCode = /\b5\.\d{1,3}\.\d{1,3}\b|(?:^|\D)55\d[ -]/m;
const finalWords =
  /undeliver|could ?n[o']t be delivered|cannot be delivered|not be delivered|was(?:n't| not) delivered|delivery (?:has )?fail|failure notice|failed to deliver|fail(?:ed|ure) permanently|permanent(?:ly)? (?:fatal )?(?:error|fail)|returned mail|returned to sender|giving up|user (?:is )?unknown|unknown user|no such (?:user|mailbox|address|recipient)|does(?:n't| not) exist|mailbox (?:is )?(?:full|unavailable|disabled)|unrouteable|unroutable|unzustellbar|nicht zugestellt|konnte nicht|non remis|n'a pas pu être|no se (?:ha podido|pudo)|não (?:pôde|foi)|non è stato possibile|niet (?:worden )?bezorgd|nie można dostarczyć|не (?:удалось|может быть|доставлен)|配信できませんでした|无法(?:送达|投递)/iu;
const delayWords =
  /delivery (?:status notification \()?delay|is delayed|has been delayed|delayed mail|not yet been delivered|(?:has|have) not been delivered yet|will (?:be retried|retry|continue to try|keep trying)|still (?:being )?(?:tried|trying|retried)|attempts will continue|temporarily deferred|\bwarning: (?:message|could not send)|you do not need to re-?send|verzögert|différé|retrasad/iu;

/** What the machine itself says: below it is a copy of the mail, which has addresses and codes of its own. */
function noticeOf(text: string): string {
  const copy =
    /^(?:-{2,}.*(?:copy|original|message|header|included|enclosed).*|(?:return-path|received|x-parley-message|message-id|mime-version):.*)$/im;
  const at = copy.exec(text)?.index ?? text.length;
  return text.slice(0, at);
}

function addressesIn(text: string): string[] {
  const found = text.match(/[^\s@<>()[\],;:"\\]+@[^\s@<>()[\],;:"\\]+/g) ?? [];
  const addresses = found.map((one) => mailAddress(one.replace(/[.!?]+$/, ""))).filter((one) => one !== null);
  return [...new Set(addresses)].slice(0, 20);
}

/** The lines with the other server's words. */
function diagnosticOf(text: string): string {
  const lines = text.split(/\r?\n/);
  const at = lines.findIndex((line) => finalCode.test(line));
  return (at === -1 ? lines.filter((line) => finalWords.test(line)).slice(0, 1) : lines.slice(at, at + 2)).join(" ");
}
