import { startTestStack } from "./stack.ts";

/** A run in a process of its own, for a test that kills it. Prints Parley's address once it answers. */
console.log((await startTestStack()).url);
