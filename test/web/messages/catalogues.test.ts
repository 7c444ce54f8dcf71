import { compileMessageOrThrow } from "@lingui/message-utils/compileMessage";
import { describe, expect, it } from "vitest";
import type { Message } from "../../../src/web/messages/message.ts";

type Texts = Readonly<Record<string, string>>;
type Compiled = ReturnType<typeof compileMessageOrThrow>;

type Module = Readonly<Record<string, Readonly<Record<string, string | Message<unknown>>>>>;
const modules = {
  en: import.meta.glob<Module>("../../../src/web/messages/en/*.ts", { eager: true }),
  ar: import.meta.glob<Module>("../../../src/web/messages/ar/*.ts", { eager: true }),
};
const files = (language: "en" | "ar") => Object.keys(modules[language]).map((path) => path.split("/").at(-1));

/** Each area of a language: its name, and its messages by key. */
function areas(language: "en" | "ar"): Map<string, Texts> {
  const named = Object.values(modules[language]).flatMap((module) => Object.entries(module));
  return new Map(
    named.map(([area, texts]) => [
      area,
      Object.fromEntries(
        Object.entries(texts).map(([key, one]) => [key, typeof one === "string" ? one : one.message] as const),
      ),
    ]),
  );
}

/** "name", "count plural", …: what a message takes, in the order of the alphabet. */
function takes(compiled: Compiled | undefined): string[] {
  const found = new Set<string>();
  const read = (tokens: unknown) => {
    if (!Array.isArray(tokens)) return;
    for (const token of tokens as unknown[]) {
      if (!Array.isArray(token)) continue;
      const [name, type, branches] = token as [string, string?, object?];
      found.add(type === undefined ? name : `${name} ${type}`);
      if (typeof branches === "object") Object.values(branches).forEach(read);
    }
  };
  read(compiled);
  return [...found].toSorted();
}

/** The branches of each plural in a message. */
function pluralForms(compiled: Compiled): string[][] {
  const found: string[][] = [];
  const read = (tokens: unknown) => {
    if (!Array.isArray(tokens)) return;
    for (const token of tokens as unknown[]) {
      if (!Array.isArray(token)) continue;
      const [, type, branches] = token as [string, string?, object?];
      if (typeof branches !== "object") continue;
      if (type === "plural") found.push(Object.keys(branches));
      Object.values(branches).forEach(read);
    }
  };
  read(compiled);
  return found;
}

const tags = (text: string) => [...text.matchAll(/<(\w+)>/gu)].map(([, name]) => name).toSorted();

const english = areas("en");
const arabic = areas("ar");

describe("the catalogues", () => {
  it("H5 every area stands in every language, in a file of the same name, with the same keys", () => {
    expect(files("ar")).toEqual(files("en"));
    expect([...arabic.keys()].toSorted()).toEqual([...english.keys()].toSorted());
    for (const [area, texts] of english) {
      expect(Object.keys(arabic.get(area) ?? {}).toSorted(), area).toEqual(Object.keys(texts).toSorted());
    }
  });

  it("H5 an area is exported by the name that its messages are found by", () => {
    for (const module of Object.values(modules.en)) {
      for (const [area, texts] of Object.entries(module)) {
        for (const [key, message] of Object.entries(texts)) expect(message).toMatchObject({ id: `${area}.${key}` });
      }
    }
  });

  it("H5 every message can be parsed, and takes the same values and elements in every language", () => {
    for (const [area, texts] of english) {
      for (const [key, text] of Object.entries(texts)) {
        const translated = arabic.get(area)?.[key] ?? "";
        expect(translated.trim(), `${area}.${key}`).not.toBe("");
        expect(takes(compileMessageOrThrow(translated)), `${area}.${key}`).toEqual(takes(compileMessageOrThrow(text)));
        expect(tags(translated), `${area}.${key}`).toEqual(tags(text));
      }
    }
  });

  it("H5 a plural has all forms that its language counts with", () => {
    for (const [language, catalogue] of [
      ["en", english],
      ["ar", arabic],
    ] as const) {
      const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      for (const [area, texts] of catalogue) {
        for (const [key, text] of Object.entries(texts)) {
          for (const given of pluralForms(compileMessageOrThrow(text))) {
            expect(given, `${language} ${area}.${key}`).toEqual(expect.arrayContaining(forms));
          }
        }
      }
    }
  });
});
