import { app } from "../messages/en/app.ts";
import { t } from "../messages/t.ts";
import { loadNewVersion, useNewVersion } from "./updates.ts";
import "./new-version.css";

/** Says that there is a newer version, and leaves the moment to the reader. */
export function NewVersion() {
  const isNewer = useNewVersion();
  // The live region stays, so that screen readers hear what comes into it.
  return (
    <output>
      {isNewer ? (
        <span className="new-version">
          {t(app.newVersion)}
          <button type="button" className="new-version-action" onClick={() => void loadNewVersion()}>
            {t(app.reload)}
          </button>
        </span>
      ) : null}
    </output>
  );
}
