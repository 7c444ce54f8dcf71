import { messages } from "../message.ts";

/** The same for reasons that name something of the provider. */
export const ignoredKinds = messages("ignoredKinds", {
  field: "News of the kind “{name}”, which Parley does not use.",
  error: "The provider reports an error: {name}",
  status: "A status that Parley does not know: {name}",
  system: "A notice of the provider that changes nothing here: {name}",
});
