/**
 * The ways in which one mobile number may be written, for lookup only: what is stored and sent to stays as the provider
 * gave it. Countries have lengthened their numbers, or moved to another code, and WhatsApp ids follow the form that
 * was current when the account was made.
 */

/** A number's older form with the newer one that it became; each names the same telephone. */
interface Renumbering {
  readonly older: RegExp;
  readonly newer: RegExp;
  /** The form that a match of the other has. */
  readonly renew: (match: RegExpExecArray) => string;
  readonly age: (match: RegExpExecArray) => string;
}

/** Digits that were put in after the country's code. `rest` is what follows them. */
function inserted(code: string, digits: string, rest: string): Renumbering {
  return {
    older: new RegExp(`^${code}(${rest})$`, "u"),
    newer: new RegExp(`^${code}${digits}(${rest})$`, "u"),
    renew: (match) => `${code}${digits}${match[1]}`,
    age: (match) => `${code}${match[1]}`,
  };
}

/** The first digits became others. */
function replaced(older: string, newer: string, rest: string): Renumbering {
  return {
    older: new RegExp(`^${older}(${rest})$`, "u"),
    newer: new RegExp(`^${newer}(${rest})$`, "u"),
    renew: (match) => `${newer}${match[1]}`,
    age: (match) => `${older}${match[1]}`,
  };
}

/** Vietnam, 2018: mobile numbers lost a digit, operator by operator. */
const vietnam: readonly (readonly [string, string])[] = [
  ["120", "70"],
  ["121", "79"],
  ["122", "77"],
  ["126", "76"],
  ["128", "78"],
  ["123", "83"],
  ["124", "84"],
  ["125", "85"],
  ["127", "81"],
  ["129", "82"],
  ["162", "32"],
  ["163", "33"],
  ["164", "34"],
  ["165", "35"],
  ["166", "36"],
  ["167", "37"],
  ["168", "38"],
  ["169", "39"],
  ["186", "56"],
  ["188", "58"],
  ["199", "59"],
];

const renumberings: readonly Renumbering[] = [
  // Brazil, 2012-2016: a 9 after the area code.
  {
    older: /^55([1-9]\d)([6-9]\d{7})$/u,
    newer: /^55([1-9]\d)9([6-9]\d{7})$/u,
    renew: (match) => `55${match[1]}9${match[2]}`,
    age: (match) => `55${match[1]}${match[2]}`,
  },
  // Mexico, 2019: the 1 before a mobile number is gone.
  replaced("521", "52", "\\d{10}"),
  // Argentina: a mobile is called from abroad with a 9.
  inserted("54", "9", "\\d{10}"),
  // Cameroon, 2014: a 6 before mobile numbers, a 2 before others.
  inserted("237", "6", "[5-9]\\d{7}"),
  inserted("237", "2", "[23]\\d{7}"),
  // Ivory Coast, 2021: two digits of the operator, which the second digit of a mobile number tells.
  inserted("225", "01", "[04-9][0-3]\\d{6}"),
  inserted("225", "05", "[04-9][4-6]\\d{6}"),
  inserted("225", "07", "[04-9][7-9]\\d{6}"),
  // Benin, 2024: 01 before every number.
  inserted("229", "01", "[24-9]\\d{7}"),
  // Gabon, 2019: the operator's digit, in place of a zero that some wrote from abroad too.
  ...["2", "5", "6"].flatMap((digit) => [
    inserted("241", "6", `${digit}\\d{6}`),
    replaced(`2410${digit}`, `2416${digit}`, "\\d{6}"),
  ]),
  ...["4", "7"].flatMap((digit) => [
    inserted("241", "7", `${digit}\\d{6}`),
    replaced(`2410${digit}`, `2417${digit}`, "\\d{6}"),
  ]),
  ...vietnam.map(([older, newer]) => replaced(`84${older}`, `84${newer}`, "\\d{7}")),
  // Colombia, 2021: 60 before the area code of landlines.
  inserted("57", "60", "[124-8]\\d{7}"),
  // Kosovo, 2017: a code of its own, in place of Monaco's and Slovenia's.
  replaced("3774", "3834", "[45]\\d{6}"),
  replaced("3864", "3834", "[39]\\d{6}"),
  // Palestinian mobiles are called by Israel's code too.
  replaced("972", "970", "5[69]\\d{7}"),
];

/** `digits` itself first, then its other forms. `digits` has no plus sign. */
export function phoneVariants(digits: string): string[] {
  const forms = new Set([digits]);
  // What is added is looked at in its turn: one form may lead to another by way of a third.
  for (const form of forms) {
    for (const { older, newer, renew, age } of renumberings) {
      const isOlder = older.exec(form);
      if (isOlder !== null) forms.add(renew(isOlder));
      const isNewer = newer.exec(form);
      if (isNewer !== null) forms.add(age(isNewer));
    }
  }
  return [...forms];
}

/** The forms of today of a number that was written in an older one. */
export function renewed(digits: string): string[] {
  return renumberings.flatMap(({ older, renew }) => {
    const match = older.exec(digits);
    return match === null ? [] : [renew(match)];
  });
}
