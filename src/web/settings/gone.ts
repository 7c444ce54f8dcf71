import { gone as words } from "../messages/en/gone.ts";
import { t } from "../messages/t.ts";

/** What is shown for an id whose record was deleted; said when it is read. */
export const gone = {
  get agent() {
    return t(words.agent);
  },
  get label() {
    return t(words.label);
  },
  get team() {
    return t(words.team);
  },
};
