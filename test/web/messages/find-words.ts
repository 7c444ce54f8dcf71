import { parseSync } from "vite";

/** A word of the page outside of the catalogues, or a way around its language. */
export interface Finding {
  readonly line: number;
  readonly text: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [field: string]: unknown;
}

/** Attributes that a reader sees or hears: whatever is said there is words. */
const saidAttributes = new Set(["aria-label", "aria-description", "title", "placeholder", "alt", "label", "hint"]);
/** Attributes that nobody reads. */
const silentAttributes = new Set(["className", "accept", "autoComplete", "sizes", "pattern", "rel"]);
const localeMethods = new Set(["toLocaleString", "toLocaleDateString", "toLocaleTimeString"]);
/** "Cancel", "At once", "messages leave at once": a capital before a small letter, or two words. */
const looksLikeWords = /^\s*\p{Lu}\p{Ll}|\p{Ll}{2,} \p{L}{2,}/u;
/** As `KeyboardEvent.key` has them, and as caps name them. */
const keys = /^(?:Ctrl.*|Esc(?:ape)?|Enter|Tab|Home|End|Backspace|Delete|Shift|Control|Meta|Alt|Page\w+|Arrow\w+)$/u;
/** Also what is drawn. */
const names = /^(?:<(?:svg|rect|wbr) .*|[A-Z]\w*\/\w+|[A-Z][\w-]*-[A-Z][\w-]*|Mac|Parley)$/u;
const functions = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);

/** What of a file of the page would not be said in another language. */
export function findWords(path: string, code: string): Finding[] {
  const found: Finding[] = [];
  const add = (node: Node, text: string) =>
    found.push({ line: code.slice(0, node.start).split("\n").length, text: text.trim() });

  function visit(value: unknown, isSaid: boolean, isInFunction: boolean): void {
    if (Array.isArray(value)) for (const one of value) visit(one, isSaid, isInFunction);
    if (!isNode(value) || isSilent(value)) return;
    const text = textOf(value);
    if (text !== null && (isSaid ? /\p{L}{2}/u.test(text) : isWords(value, text))) add(value, text);
    if (goesAround(value, isInFunction)) add(value, code.slice(value.start, Number(value["end"])));
    const inside = isInFunction || functions.has(value.type);
    const said = value.type === "JSXAttribute" ? saidAttributes.has(attributeName(value)) : isSaid && !isCall(value);
    for (const [field, child] of Object.entries(value)) {
      if (field === "key" && value["computed"] !== true) continue;
      if (field === "test" || field === "typeAnnotation" || field === "typeArguments") continue;
      visit(child, said, inside);
    }
  }
  visit(parseSync(path, code).program, false, false);
  return found;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}

/** What no reader ever sees: addresses of modules, types, class names, words for whoever mends a bug, what is compared. */
function isSilent(node: Node): boolean {
  if (/^(?:Import|ExportAll)/u.test(node.type) || /^TS(?:Type|Interface|Literal|Union)/u.test(node.type)) return true;
  if (node.type === "JSXAttribute") return silentAttributes.has(attributeName(node));
  if (node.type === "NewExpression") return nameOf(node["callee"]).endsWith("Error");
  return node.type === "BinaryExpression" && /^[!=]==?$/u.test(String(node["operator"]));
}

function textOf(node: Node): string | null {
  if (node.type === "JSXText" || node.type === "Literal")
    return typeof node["value"] === "string" ? node["value"] : null;
  return node.type === "TemplateElement" ? String((node["value"] as { raw: string }).raw) : null;
}

function isWords(node: Node, text: string): boolean {
  if (node.type === "JSXText") return /\p{L}/u.test(text) && !names.test(text.trim());
  return looksLikeWords.test(text) && !keys.test(text) && !names.test(text);
}

/** Said while a module loads, in the language of that moment; or by `Intl` in the machine's language. */
function goesAround(node: Node, isInFunction: boolean): boolean {
  const callee = node["callee"];
  const first = (node["arguments"] as Node[] | undefined)?.[0];
  if (node.type === "NewExpression" && isNode(callee) && nameOf(callee["object"]) === "Intl") {
    return first?.type !== "Identifier" || first["name"] === "undefined";
  }
  if (node.type !== "CallExpression") return false;
  if (nameOf(callee) === "t") return !isInFunction;
  return isNode(callee) && localeMethods.has(nameOf(callee["property"])) && first === undefined;
}

function isCall(node: Node): boolean {
  return node.type === "CallExpression" || node.type === "MemberExpression";
}

function attributeName(node: Node): string {
  return nameOf(node["name"]);
}

function nameOf(node: unknown): string {
  return isNode(node) && typeof node["name"] === "string" ? node["name"] : "";
}
