/** What is shown for an id whose record was deleted. */
export const gone = {
  agent: "A former colleague",
  label: "A deleted label",
  team: "A deleted team",
} as const;
