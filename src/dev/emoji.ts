import type { Plugin } from "vite";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

/** Newer ones are boxes on systems that are a few years old. */
const newestVersion = 15;
/** A group of parts, which mean nothing alone. */
const components = 2;
const moduleName = "virtual:emoji";

interface Known {
  readonly emoji: string;
  readonly label: string;
  readonly group?: number;
  readonly order?: number;
  readonly version: number;
  readonly tags?: readonly string[];
  readonly skins?: readonly { readonly emoji: string; readonly tone: number | readonly number[] }[];
}

/** The emoji that the picker offers, as a module of the page: it may load nothing from elsewhere. A sixth of the whole list. */
export function emoji(): Plugin {
  return {
    name: "parley:emoji",
    resolveId: (id) => (id === moduleName ? `\0${moduleName}` : undefined),
    async load(id) {
      if (id !== `\0${moduleName}`) return;
      const path = createRequire(import.meta.url).resolve("emojibase-data/en/data.json");
      const all = JSON.parse(await readFile(path, "utf8")) as Known[];
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(offered(all)))});`;
    },
  };
}

/** In the order of the list, as `Row` of the picker reads them. */
function offered(all: readonly Known[]): unknown[] {
  return all
    .filter(({ group, version }) => group !== undefined && group !== components && version <= newestVersion)
    .toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0))
    .map(({ emoji: character, label, group, tags = [], skins = [] }) => {
      // Of two people each has a tone; what is offered has one.
      const tones = skins.filter(({ tone }) => typeof tone === "number").map((skin) => skin.emoji);
      return [character, label, group, tags.join(" "), tones.join(" ")];
    });
}
