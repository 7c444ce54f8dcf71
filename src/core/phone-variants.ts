/**
 * The ways in which one mobile number may be written, for lookup only: what is stored and sent to stays as
 * the provider gave it. Brazil added a 9 after the area code, Mexico dropped the 1 after 52, Argentina's
 * mobiles have a 9 after 54, and WhatsApp ids follow either form, by the age of the account.
 */

const brazilLong = /^55([1-9]\d)9([6-9]\d{7})$/;
const brazilShort = /^55([1-9]\d)([6-9]\d{7})$/;
const mexicoLong = /^521(\d{10})$/;
const mexicoShort = /^52(\d{10})$/;
const argentinaLong = /^549(\d{10})$/;
const argentinaShort = /^54(\d{10})$/;

/** `digits` itself first, then its other form where there is one. `digits` has no plus sign. */
export function phoneVariants(digits: string): string[] {
  const other = otherForm(digits);
  return other === null ? [digits] : [digits, other];
}

function otherForm(digits: string): string | null {
  let match = brazilLong.exec(digits);
  if (match) return `55${match[1]}${match[2]}`;
  match = brazilShort.exec(digits);
  if (match) return `55${match[1]}9${match[2]}`;
  match = mexicoLong.exec(digits);
  if (match) return `52${match[1]}`;
  match = mexicoShort.exec(digits);
  if (match) return `521${match[1]}`;
  match = argentinaLong.exec(digits);
  if (match) return `54${match[1]}`;
  match = argentinaShort.exec(digits);
  if (match) return `549${match[1]}`;
  return null;
}
