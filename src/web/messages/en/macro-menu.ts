import { messages } from "../message.ts";

export const macroMenu = messages("macroMenu", {
  noMacros: "No macros yet. They are made in the settings.",
  nothingFound: "No macro of that name.",
});
