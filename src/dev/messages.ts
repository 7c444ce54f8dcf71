import { compileMessageOrThrow } from "@lingui/message-utils/compileMessage";
import { parseSync, type Plugin } from "vite";

const catalogue = /\/src\/web\/messages\/(?:en|ar)\/[\w-]+\.ts$/u;

/** Parses the messages of the catalogues into what the page only has to put together, so that it ships no parser. */
export function messages(): Plugin {
  return {
    name: "parley:messages",
    // Before TypeScript is taken away, so that the places are those of the file.
    enforce: "pre",
    transform(code, id) {
      return catalogue.test(id) ? { code: parsed(code, id), map: null } : null;
    },
  };
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly value?: unknown;
}

function parsed(code: string, id: string): string {
  const found: { start: number; end: number; text: string }[] = [];
  visit(parseSync(id, code, { lang: "ts" }).program, (node) => {
    if (node.type !== "Property" || !isNode(node.value)) return;
    const { type, start, end, value } = node.value;
    if (type !== "Literal" || typeof value !== "string") throw new Error(`${id}: a message is one string literal.`);
    found.push({ start, end, text: JSON.stringify(compileMessageOrThrow(value)) });
  });
  return found.reduceRight((rest, { start, end, text }) => rest.slice(0, start) + text + rest.slice(end), code);
}

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) for (const one of value) visit(one, see);
  else if (typeof value === "object" && value !== null) {
    if (isNode(value)) see(value);
    for (const one of Object.values(value)) visit(one, see);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value && "end" in value;
}
