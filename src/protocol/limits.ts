/** Every limit that a caller can run into. Single constants, so that a bundle holds those that it names and no others. */
export * as limits from "./limit-values.ts";
