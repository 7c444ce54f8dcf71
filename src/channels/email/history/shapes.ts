/** What a line looks like, in any language. Each looks at the first characters of a line alone, so that long ones cost nothing. */

const looked = 400;
const seen = (text: string): string => text.slice(0, looked).replaceAll("\u00a0", " ");

export const isBlank = (text: string): boolean => text.trim() === "";

export function addressesIn(text: string): string[] {
  return Array.from(seen(text).matchAll(/[^\s@<>()[\]:;,"']{1,64}@[^\s@<>()[\]:;,"']{1,120}/g), ([found]) =>
    found.toLowerCase(),
  );
}

export const hasAddress = (text: string): boolean => addressesIn(text).length > 0;

const time = /\p{Nd}{1,2}\s?(?:[:：٫]|[.h](?=\p{Nd}{2}))\s?\p{Nd}{2}(?!\p{Nd})|\p{Nd}{1,2}\s?[時时시点點]/u;
/** Of the common calendars: 1990 to 2199, the Buddhist 2500s, the Islamic 1400s; in any digits. */
const year = /(?<![\p{Nd}.,#-])(?:(?:19|20|21|25|14)\d{2}|[٠-٩]{4}|[۰-۹]{4}|[๐-๙]{4}|[०-९]{4})(?![\d])/u;
const numeric = /\p{Nd}{1,4}\s?(?:[-/.]|年)\s?\p{Nd}{1,2}\s?(?:[-/.]|月)\s?\p{Nd}{1,4}/u;

/** Day and time, or more. */
export function hasDate(text: string): boolean {
  const line = seen(text);
  return numeric.test(line) || year.test(line) || time.test(line);
}

export function hasDateAndTime(text: string): boolean {
  const line = seen(text);
  return (numeric.test(line) || year.test(line)) && time.test(line);
}

/** `From: Acme`, `*Von:* Acme`, `差出人：Acme`. */
export function labelled(text: string): { readonly label: string; readonly value: string } | null {
  const [, label, value] =
    /^\s{0,10}\*{0,2}([\p{L}][\p{L}\p{M} .'’/()-]{0,28}?)\s?\*{0,2}[:：]\*{0,2}(?!\/\/)\s*(.*)$/u.exec(seen(text)) ??
    [];
  if (label === undefined || value === undefined || label.split(/\s+/).length > 4) return null;
  return { label: label.trim().toLowerCase(), value };
}

/** What "from" and "sent" are called, for blocks in which neither an address nor a subject tells. */
const fromLabels = new Set(
  "from von de da van fra från od от від lähettäjä feladó gönderen kimden 发件人 寄件者 寄件人 差出人 送信者 보낸 사람 보낸사람 από de la из จาก từ من मैं от кого expéditeur afzender avsändare מאת".split(
    " ",
  ),
);
const sentLabels = new Set(
  "sent date gesendet datum envoyé date enviado enviada inviato data verzonden sendt skickat wysłano odesláno отправлено дата надіслано lähetetty elküldve gönderildi tarih gönderilme 发送时间 傳送時間 日期 送信日時 日時 보낸 날짜 날짜 στάλθηκε ημερομηνία trimis ส่ง วันที่ đã gửi تاريخ التاريخ נשלח".split(
    " ",
  ),
);

export const isFrom = (label: string): boolean => fromLabels.has(label);
export const isSent = (label: string): boolean => sentLabels.has(label);

/** "wrote:", for lines that have no date. */
const verbs =
  /(?:wrote|writes|sent|schrieb|schreibt|écrit|escribió|escreveu|scritto|schreef|geschreven|skrev|kirjoitti|napisał\(?a?\)?|pisze|napsala?|írta|yazdı|написала?|пишет|писав|viết|写道|寫道|作成|작성|のメッセージ)\s*[:：]?\s*$/iu;

export const endsWithVerb = (text: string): boolean => verbs.test(seen(text).replace(/[\s-]+$/, ""));
export const endsWithColon = (text: string): boolean => /[:：]\s*\*?\s*$/.test(text.slice(-20));

/** `-----Original Message-----`, `---- Acme wrote ----`: words between dashes. */
export function betweenDashes(text: string): { readonly words: string; readonly dashes: number } | null {
  const [, left, words, right] =
    /^\s{0,10}([-_=—–]{2,60})\s?([^-_=—–\s].{0,150}?)\s?([-_=—–]{2,60})\s*$/u.exec(seen(text)) ?? [];
  if (left === undefined || words === undefined || right === undefined || !/\p{L}/u.test(words)) return null;
  return { words: words.trim(), dashes: Math.min(left.length, right.length) };
}

/** A line that is a rule. */
export const isRule = (text: string): boolean => /^\s{0,10}[-_*=─—]{5,200}\s*$/.test(text.slice(0, 250));

/** What a mailing list puts below everything. */
export const isFooterRule = (text: string): boolean => /^\s{0,3}_{5,200}\s*$/.test(text.slice(0, 250));

/** RFC 3676 4.3, and what people type for it. */
export const isSignatureMark = (text: string): boolean =>
  /^(?:-- ?|--{1,3}|__{1,3}|\+{2,4}|={2,4}|—)\s?$/.test(text.slice(0, 10));

const device =
  /^(?:sent (?:from|with|via|using)|get outlook for|gesendet (?:von|mit)|von mein\S* .{0,40} gesendet|diese nachricht wurde von .{0,60} gesendet|outlook für|envoyé (?:depuis|de|à partir|avec)|télécharger outlook|obtenir outlook|enviado (?:desde|do|de|a partir)|obtener outlook|inviato (?:da|dal|con)|ottieni outlook|scarica outlook|verzonden (?:vanaf|met)|verstuurd vanaf|sendt fra|skickat från|skickades från|lähetetty|wysłan[eo] (?:z|ze)|odesláno z|отправлено (?:с|из)|надіслано (?:з|із)|発信|iphoneから送信|发自|發自|從我的|来自我的|나의 .{0,20}에서 보냄|.{1,20}[’']?u?mdan gönderildi|được gửi từ|ส่งจาก|أُ?رسلت? من|נשלח מ).{0,80}$/iu;

/** What a telephone puts below a mail; a sentence about one ends with a full stop. */
export const isDeviceLine = (text: string): boolean =>
  text.length < 120 && device.test(text.trim().replace(/<https?:[^>]*>$/, "")) && !/[.?!]$/.test(text.trim());

const forwardPrefix =
  /^\s*(?:fwd?|wg|tr|rv|i|enc|vb|pd|trs|doorst|vl|továbbítás|tovabbitas|ilt|i̇lt|fs|πρθ|pf|转发|轉寄|转寄|転送|전달|إعادة توجيه|העברה)\s*[:：]/iu;

export const isForwardSubject = (subject: string): boolean => forwardPrefix.test(subject);

const forwardWords =
  /forward|weitergeleitet|transfér|transmis|reenviad|encaminhad|inoltrat|doorgestuurd|videresend|vidarebefordra|przekazan|přeposlan|пересыла|пересланн|переслан|转发|轉寄|転送|전달|iletilen|välitetty|továbbított|chuyển tiếp|ส่งต่อ|محول/iu;

/** Gmail writes ten dashes before it, in every language. */
export function isForwardLine(text: string): boolean {
  const found = betweenDashes(text);
  if (found !== null) return forwardWords.test(found.words) || (found.dashes >= 8 && /^\s*-{10}\s?[^-]/.test(text));
  return endsWithColon(text) && text.length < 60 && forwardWords.test(text) && !hasDate(text);
}

/** `Re:`, `AW:`, `回复：`, `SV[2]:` in front of a subject. */
export const isAnswerSubject = (subject: string): boolean =>
  /^\s*[\p{L}\p{M}.]{1,8}(?:[[(^]\d{1,3}[\])]?)?\s?[:：]\s?\S/u.test(subject) && !isForwardSubject(subject);

/** A subject without what answers put before it. */
export function bareSubject(subject: string): string {
  let bare = subject.trim();
  for (let round = 0; round < 6; round += 1) {
    const next = bare.replace(/^[\p{L}\p{M}.]{1,8}(?:[[(^]\d{1,3}[\])]?)?\s?[:：]\s?/u, "");
    if (next === bare) break;
    bare = next;
  }
  return bare.replace(/\s+/g, " ").trim().toLowerCase();
}
