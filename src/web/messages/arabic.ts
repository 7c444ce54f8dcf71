/** All of Arabic, as one chunk that only its readers load. An area is a file, and is found by its name. */
const areas = import.meta.glob<Readonly<Record<string, Readonly<Record<string, string>>>>>("./ar/*.ts", {
  eager: true,
});

export const arabic: Readonly<Record<string, string>> = Object.fromEntries(
  Object.values(areas).flatMap((module) =>
    Object.entries(module).flatMap(([area, texts]) =>
      Object.entries(texts).map(([key, text]) => [`${area}.${key}`, text] as const),
    ),
  ),
);
