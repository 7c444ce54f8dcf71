/** Every duration that two parties must agree on. Single constants, so that a bundle holds those that it names and no others. */
export * as timing from "./timing-values.ts";
