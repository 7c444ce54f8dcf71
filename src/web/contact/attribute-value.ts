import { contact as words } from "../messages/en/contact.ts";
import { t } from "../messages/t.ts";

/** What an attribute can hold. */
export type Attribute = string | number | boolean;

/** As it is read. The API of a later version may hold more than this page knows. */
export function attributeText(value: unknown): string {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
      return String(value);
    case "boolean":
      return t(value ? words.yes : words.no);
    default:
      return JSON.stringify(value);
  }
}

/** What was typed keeps the type of what it replaces where it can: a program may count on its number. */
export function readAttribute(text: string, before: unknown): Attribute {
  const plain = text.trim();
  if (typeof before === "number" && plain !== "" && Number.isFinite(Number(plain))) return Number(plain);
  if (typeof before === "boolean" && (plain === t(words.yes) || /^(yes|true)$/iu.test(plain))) return true;
  if (typeof before === "boolean" && (plain === t(words.no) || /^(no|false)$/iu.test(plain))) return false;
  return plain;
}
