import { describe, expect, it } from "vitest";
import { findWords } from "./find-words.ts";

const root = "../../../src/web/";
const sources = import.meta.glob<string>("../../../src/web/**/*.{ts,tsx}", {
  eager: true,
  query: "?raw",
  import: "default",
});

const found = Object.entries(sources)
  .map(([path, code]) => [path.slice(root.length), code] as const)
  .filter(([path]) => !path.startsWith("messages/"))
  .flatMap(([path, code]) => findWords(path, code).map(({ line, text }) => `${path}:${line} ${text}`));

describe("the words of the page", () => {
  it("H5 stand in the catalogues, and dates and numbers follow the page's language", () => {
    expect(found).toEqual([]);
  });

  it("H5 are found in elements, in what is read out, in tables, and in the wrong moment", () => {
    const texts = (code: string) => findWords("a.tsx", code).map(({ text }) => text);
    expect(texts(`const a = <p>Hello {name}</p>;`)).toEqual(["Hello"]);
    expect(texts(`const a = () => <p aria-label={isOn ? "on" : t(words.off)} />;`)).toEqual(["on"]);
    expect(texts("const a = <p title={`of ${name}`} className={`Big ${name}`} />;")).toEqual(["of"]);
    expect(texts(`const names = { off: "Off", keys: "Ctrl+k", id: "undo-send" };`)).toEqual(["Off"]);
    expect(texts(`const off = t(words.off); const f = () => t(words.off);`)).toEqual(["t(words.off)"]);
    expect(texts(`const n = () => (3).toLocaleString();`)).toEqual(["(3).toLocaleString()"]);
    expect(texts(`const f = perLocale((tag) => new Intl.NumberFormat(tag));`)).toEqual([]);
    expect(texts(`const f = new Intl.NumberFormat();`)).toEqual(["new Intl.NumberFormat()"]);
    expect(texts(`if (key === "Space") throw new Error("No such key.");`)).toEqual([]);
  });
});
