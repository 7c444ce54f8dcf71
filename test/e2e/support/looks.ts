/** Both sets of colours and both arrangements of the panes, each with each. */
export const looks = [
  { name: "light and wide", colorScheme: "light", viewport: { width: 1280, height: 800 } },
  { name: "dark and wide", colorScheme: "dark", viewport: { width: 1280, height: 800 } },
  { name: "light on a phone", colorScheme: "light", viewport: { width: 390, height: 844 } },
  { name: "dark on a phone", colorScheme: "dark", viewport: { width: 390, height: 844 } },
] as const;

/** Between them both sets of colours and both arrangements: for what looks alike in all of them. */
export const twoLooks = [looks[0], looks[3]] as const;
