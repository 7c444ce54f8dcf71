/** What stands unsent in the reply boxes, by conversation, so that looking elsewhere does not lose it. */
export const typedTexts = new Map<string, string>();
